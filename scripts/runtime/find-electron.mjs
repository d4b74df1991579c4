import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runtimesToTry } from './choose-runtime.mjs';
import { installerFailedAt, runInstaller } from './electron-installer.mjs';
import { fallbackRuntime } from './fallback-runtime.mjs';
import { exists, projectRoot } from './folders.mjs';
import { SetUpProblem } from './set-up-problem.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} electronPath absolute path of the program
 * @property {string} electronVersion e.g. "45.4.1"
 * @property {import('./choose-runtime.mjs').RuntimeSource} source
 */

const electronPackage = join(projectRoot, 'node_modules', 'electron');

/** Finds or fetches the Electron that this machine runs.
 * @returns {Promise<Runtime>} */
export async function findElectron() {
  const overrideFolder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const { version } = JSON.parse(await readFile(join(electronPackage, 'package.json'), 'utf8'));
  const facts = {
    overrideFolder,
    installed: (await installed(version)) !== undefined,
    installerFailedAt: await installerFailedAt(version),
    platform: process.platform,
    arch: process.arch,
  };
  /** @type {Record<import('./choose-runtime.mjs').RuntimeSource, () => Promise<Runtime | undefined>>} */
  const sources = {
    override: () => runtimeIn(String(overrideFolder), 'override'),
    installed: () => installed(version),
    installer: async () => ((await runInstaller(version)) ? installed(version) : undefined),
    fallback: fallbackRuntime,
  };
  for (const source of runtimesToTry(facts, Date.now())) {
    const runtime = await sources[source]();
    if (runtime) return runtime;
  }
  throw new SetUpProblem(remedy(overrideFolder, version));
}

/** @param {Runtime} runtime */
export function describeRuntime({ electronPath, electronVersion, source }) {
  const notes = {
    override: 'from ELECTRON_OVERRIDE_DIST_PATH',
    installed: 'installed by npm',
    installer: 'installed by npm',
    fallback: 'fallback for development and tests',
  };
  return `Electron ${electronVersion} (${notes[source]}) at ${electronPath}`;
}

/** @param {string} version */
async function installed(version) {
  const runtime = await runtimeIn(join(electronPackage, 'dist'), 'installed');
  // path.txt is the last thing the installer writes: without it the folder may be half unpacked.
  const complete = await exists(join(electronPackage, 'path.txt'));
  return complete && runtime?.electronVersion === version ? runtime : undefined;
}

/** @param {string} folder
 * @param {'override' | 'installed'} source
 * @returns {Promise<Runtime | undefined>} */
async function runtimeIn(folder, source) {
  const electronPath = join(folder, programName());
  if (!(await exists(electronPath))) return undefined;
  const version = await readFile(join(folder, 'version'), 'utf8').catch(() => 'of unknown version');
  return { electronPath, electronVersion: version.trim().replace(/^v/, ''), source };
}

function programName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {string | undefined} overrideFolder
 * @param {string} version */
function remedy(overrideFolder, version) {
  if (overrideFolder) {
    return `ELECTRON_OVERRIDE_DIST_PATH is ${overrideFolder}, but there is no ${programName()} in it.`;
  }
  return [
    `Electron ${version} could not be downloaded, and there is no substitute for ${process.platform}-${process.arch}.`,
    'Check the connection to github.com, or set ELECTRON_MIRROR to a mirror you can reach, or unpack',
    `electron-v${version}-${process.platform}-${process.arch}.zip yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.`,
  ].join('\n');
}
