// npm run bench -- [--only name,name] [--runs 5] [--size 100000] [--json]: measures the app beside small raw programs, in one run.
import { electronEnvironment } from './runtime/electron-environment.mjs';
import { makeReady } from './runtime/make-ready.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';
import { withDisplay } from './with-display.mjs';

try {
  const args = process.argv.slice(2);
  const runtime = await makeReady(args);
  const env = { ...electronEnvironment(runtime), FELTBOK_VIRTUAL_DISPLAY: '1' };
  process.exitCode = await withDisplay(
    process.execPath,
    ['--import', 'tsx', 'tests/bench/bench.ts', ...args],
    env,
  );
} catch (error) {
  reportProblem(error);
}
