import { buildIfStale } from '../checks/build.mjs';
import { setUp } from '../setup.mjs';

/** Sets up and builds before a run. With `--json` among the arguments, stdout is kept for the run's own line.
 * @param {string[]} args of the run */
export async function makeReady(args) {
  const isJson = args.includes('--json');
  if (isJson) console.log = console.error;
  const runtime = await setUp();
  await buildIfStale(runtime, isJson ? 'stderr' : true);
  return runtime;
}
