import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The environment in which tools and tests find the Electron that the set-up chose.
 * @param {import('./find-electron.mjs').Runtime} runtime
 * @returns {NodeJS.ProcessEnv}
 */
export function electronEnvironment(runtime) {
  // Set by some editors' terminals; it would turn the app into a plain Node.
  const { ELECTRON_RUN_AS_NODE, ...env } = process.env;
  return { ...env, ELECTRON_EXEC_PATH: runtime.electronPath };
}

/**
 * Whether Chromium's sandbox cannot start from a development checkout: as root, and on systems that keep
 * user namespaces from programs they do not know (Ubuntu 24.04). An installed app is not affected.
 * @param {import('./find-electron.mjs').Runtime} runtime
 */
export function lacksSandbox({ electronPath }) {
  if (process.platform !== 'linux') return false;
  if (process.getuid?.() === 0) return true;
  const restricted = [
    ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
    ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
  ].some(([file, value]) => existsSync(String(file)) && readFileSync(String(file), 'utf8').trim() === value);
  return restricted && !isSetUid(join(dirname(electronPath), 'chrome-sandbox'));
}

/** @param {string} path */
function isSetUid(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  return entry !== undefined && entry.uid === 0 && (entry.mode & 0o4000) !== 0;
}
