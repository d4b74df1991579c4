// npm run crash -- --kills 100 [--json]: kills the real app at random moments while it saves and sends, and counts what is lost.
import { buildIfStale } from './checks/build.mjs';
import { electronEnvironment } from './runtime/electron-environment.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';
import { setUp } from './setup.mjs';
import { withDisplay } from './with-display.mjs';

try {
  const runtime = await setUp();
  await buildIfStale(runtime);
  const args = ['--import', 'tsx', 'tests/crash/crash.ts', ...process.argv.slice(2)];
  const env = { ...electronEnvironment(runtime), FELTBOK_VIRTUAL_DISPLAY: '1' };
  process.exitCode = await withDisplay(process.execPath, args, env);
} catch (error) {
  reportProblem(error);
}
