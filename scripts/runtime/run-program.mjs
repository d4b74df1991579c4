import { withDisplay } from '../with-display.mjs';
import { electronEnvironment } from './electron-environment.mjs';
import { makeReady, setUpFor } from './make-ready.mjs';
import { runInGroup } from './run-in-group.mjs';
import { reportProblem } from './set-up-problem.mjs';

/** Runs a program over the built app, on a virtual display, with the arguments of this process; it ends as that does.
 * @param {string} file TypeScript, from the project's root */
export async function runOverApp(file) {
  await run(file, async (command) => {
    const runtime = await makeReady(command.args);
    const env = { ...electronEnvironment(runtime), FELTBOK_VIRTUAL_DISPLAY: '1' };
    return withDisplay(process.execPath, command.line, env);
  });
}

/** Runs a program over the engine alone, in plain Node, with the arguments of this process; it ends as that does.
 * @param {string} file TypeScript, from the project's root
 * @param {() => Promise<void>} [prepare] what this program needs beside the set-up */
export async function runOverEngine(file, prepare = async () => {}) {
  await run(file, async (command) => {
    await setUpFor(command.args);
    await prepare();
    return runInGroup(process.execPath, command.line, process.env);
  });
}

/** @param {string} file
 * @param {(command: { args: string[], line: string[] }) => Promise<number>} start answers the exit code */
async function run(file, start) {
  const args = process.argv.slice(2);
  try {
    process.exitCode = await start({ args, line: ['--import', 'tsx', file, ...args] });
  } catch (error) {
    reportProblem(error);
  }
}
