import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { electronEnvironment } from '../runtime/electron-environment.mjs';
import { exists, projectCache, projectRoot, writeWhole } from '../runtime/folders.mjs';
import { localProgram } from '../runtime/local-program.mjs';
import { runCommand } from '../runtime/run-command.mjs';
import { SetUpProblem } from '../runtime/set-up-problem.mjs';
import { isStale } from './is-stale.mjs';

const sources = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
const outputs = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const builtFile = join(projectCache, 'built-at.json');

/** Builds main, preload and renderer into out/.
 * @param {import('../runtime/find-electron.mjs').Runtime} runtime
 * @param {true | 'stderr'} show where its progress goes
 * @returns {Promise<boolean>} whether it succeeded */
export async function build(runtime, show = true) {
  const builtAt = Date.now();
  const { code } = await runCommand(process.execPath, [localProgram('electron-vite'), 'build'], {
    env: electronEnvironment(runtime),
    show,
  });
  if (code === 0) await writeWhole(builtFile, JSON.stringify(builtAt));
  return code === 0;
}

/** Builds when something changed since the last build; out/ is up to date afterwards.
 * @param {import('../runtime/find-electron.mjs').Runtime} runtime
 * @param {true | 'stderr'} show where its progress goes */
export async function buildIfStale(runtime, show = true) {
  const builtAt = await readFile(builtFile, 'utf8').then(Number, () => undefined);
  const changedAt = Math.max(...(await Promise.all(sources.map((name) => newest(join(projectRoot, name))))));
  const present = await Promise.all(outputs.map((name) => exists(join(projectRoot, name))));
  if (!isStale({ builtAt, changedAt, complete: present.every(Boolean) })) return;
  if (!(await build(runtime, show)))
    throw new SetUpProblem('The app does not build; the reason stands above.');
}

/** The newest change in a file or folder; a folder's own time tells of files removed from it.
 * @param {string} path
 * @returns {Promise<number>} epoch ms; 0 when there is none */
async function newest(path) {
  const entry = await stat(path).catch(() => undefined);
  if (!entry) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  const names = await readdir(path);
  return Math.max(entry.mtimeMs, ...(await Promise.all(names.map((name) => newest(join(path, name))))));
}
