// node scripts/with-display.mjs -- command arguments…
import { onVirtualDisplay, wantsVirtualDisplay, withoutDesktop } from './runtime/display.mjs';
import { isProgram } from './runtime/is-program.mjs';
import { runInGroup } from './runtime/run-in-group.mjs';

/**
 * Runs a command where its windows have a display: the desktop's if there is one, else (or always, with
 * FELTBOK_VIRTUAL_DISPLAY=1) a virtual one with a session bus of its own.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function withDisplay(command, args, env = process.env) {
  if (!wantsVirtualDisplay(env, process.platform)) return runInGroup(command, args, env);
  const virtual = onVirtualDisplay(command, args);
  return runInGroup(virtual.command, virtual.args, withoutDesktop(env));
}

if (isProgram(import.meta.url)) {
  const [command, ...args] = process.argv.slice(process.argv[2] === '--' ? 3 : 2);
  if (command) {
    process.exitCode = await withDisplay(command, args);
  } else {
    console.error('Usage: node scripts/with-display.mjs -- command [arguments]');
    process.exitCode = 2;
  }
}
