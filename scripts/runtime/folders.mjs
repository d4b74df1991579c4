import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '..', '..');

/** What this checkout remembers; `npm ci` empties it. */
export const projectCache = join(projectRoot, 'node_modules', '.cache', 'feltbok');

/** What all checkouts of one user share: runtimes and add-ons that are slow to make. */
export function userCache() {
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'win32' && process.env.LOCALAPPDATA) ||
    join(homedir(), '.cache');
  return join(base, 'feltbok');
}

const leftoverAgeMs = 6 * 60 * 60 * 1000;

/**
 * Makes `destination` in a temporary folder beside it and renames the result into place, so that an
 * interrupted run leaves nothing half made. `make` gets the temporary folder and returns the path inside
 * it that is to become `destination`. Does nothing when `destination` is there.
 * @param {string} destination
 * @param {(temporary: string) => Promise<string>} make
 */
export async function makeOnce(destination, make) {
  if (await exists(destination)) return;
  await mkdir(dirname(destination), { recursive: true });
  const prefix = `${destination}.making-`;
  await removeLeftovers(prefix);
  const temporary = await mkdtemp(prefix);
  try {
    await moveIntoPlace(await make(temporary), destination);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Writes a file so that a reader sees the old one or the new one, never a part.
 * @param {string} path
 * @param {string | Uint8Array} content */
export async function writeWhole(path, content) {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

/** @param {string} path */
export async function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Two runs may make the same thing at the same time; the first one in place wins.
 * @param {string} made
 * @param {string} destination */
async function moveIntoPlace(made, destination) {
  try {
    await rename(made, destination);
  } catch (error) {
    if (!(await exists(destination))) throw error;
  }
}

/** @param {string} prefix */
async function removeLeftovers(prefix) {
  const folder = dirname(prefix);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!name.startsWith(basename(prefix))) continue;
    if (Date.now() - (await stat(path)).mtimeMs > leftoverAgeMs) await rm(path, { recursive: true });
  }
}
