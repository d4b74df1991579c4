// npm run tour [-- --json]: builds the app if needed and shows what it can do, where there is no screen on a virtual one.
import { electronEnvironment } from './runtime/electron-environment.mjs';
import { isProgram } from './runtime/is-program.mjs';
import { makeReady } from './runtime/make-ready.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';
import { withDisplay } from './with-display.mjs';

/** @param {import('./runtime/find-electron.mjs').Runtime} runtime
 * @param {string[]} args
 * @returns {Promise<number>} exit code */
export function runTour(runtime, args = []) {
  return withDisplay(
    process.execPath,
    ['--import', 'tsx', 'tests/tour/tour.ts', ...args],
    electronEnvironment(runtime),
  );
}

if (isProgram(import.meta.url)) {
  try {
    const args = process.argv.slice(2);
    process.exitCode = await runTour(await makeReady(args), args);
  } catch (error) {
    reportProblem(error);
  }
}
