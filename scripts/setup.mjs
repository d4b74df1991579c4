import { hasDisplay } from './runtime/display.mjs';
import { describeRuntime, findElectron } from './runtime/find-electron.mjs';
import { writeWhole } from './runtime/folders.mjs';
import { isProgram } from './runtime/is-program.mjs';
import { ensureAddOn } from './runtime/native-add-on.mjs';
import { runtimeFile } from './runtime/read-runtime.mjs';
import { reportProblem } from './runtime/set-up-problem.mjs';
import { ensureSystemLibraries, wantDesktop } from './runtime/system-libraries.mjs';

/**
 * Makes this machine ready to run and test the app; quick when it already is. Throws a SetUpProblem that
 * names the remedy.
 * @param {{ display?: 'desktop' | 'virtual' }} [options] virtual: also what a display without a screen needs;
 *   default: virtual where there is no desktop
 * @returns {Promise<import('./runtime/find-electron.mjs').Runtime>}
 */
export async function setUp({ display = hasDisplay() ? 'desktop' : 'virtual' } = {}) {
  const runtime = await findElectron();
  await ensureSystemLibraries(runtime.electronPath, display);
  if (display === 'virtual') await wantDesktop();
  await ensureAddOn(runtime);
  await writeWhole(runtimeFile, `${JSON.stringify(runtime, null, 2)}\n`);
  console.log(describeRuntime(runtime));
  return runtime;
}

if (isProgram(import.meta.url)) {
  await setUp().catch(reportProblem);
}
