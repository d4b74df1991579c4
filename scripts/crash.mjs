// npm run crash -- --kills 100 [--json]: kills the real app at random moments while it saves and sends, and counts what is lost.
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
    ['--import', 'tsx', 'tests/crash/crash.ts', ...args],
    env,
  );
} catch (error) {
  reportProblem(error);
}
