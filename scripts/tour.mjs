// npm run tour: builds the app if needed and shows what it can do, where there is no screen on a virtual one.
import { buildIfStale } from './checks/build.mjs';
import { electronEnvironment } from './runtime/electron-environment.mjs';
import { isProgram } from './runtime/is-program.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';
import { setUp } from './setup.mjs';
import { withDisplay } from './with-display.mjs';

/** @param {import('./runtime/find-electron.mjs').Runtime} runtime
 * @returns {Promise<number>} exit code */
export function runTour(runtime) {
  return withDisplay(
    process.execPath,
    ['--import', 'tsx', 'tests/tour/tour.ts'],
    electronEnvironment(runtime),
  );
}

if (isProgram(import.meta.url)) {
  try {
    const runtime = await setUp();
    await buildIfStale(runtime);
    process.exitCode = await runTour(runtime);
  } catch (error) {
    reportProblem(error);
  }
}
