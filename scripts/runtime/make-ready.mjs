import { buildIfStale } from '../checks/build.mjs';
import { setUp } from '../setup.mjs';

/** Sets up and builds before a run. With `--json` among the arguments, stdout is kept for the run's own line.
 * @param {string[]} args of the run */
export async function makeReady(args) {
  const runtime = await setUpFor(args);
  await buildIfStale(runtime, wantsJson(args) ? 'stderr' : true);
  return runtime;
}

/** The same for a run that needs no build.
 * @param {string[]} args of the run */
export function setUpFor(args) {
  if (wantsJson(args)) console.log = console.error;
  return setUp();
}

/** @param {string[]} args */
function wantsJson(args) {
  return args.includes('--json');
}
