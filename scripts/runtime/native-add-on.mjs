import { copyFile, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addOnPackage, buildAddOn } from './build-add-on.mjs';
import { projectCache, writeWhole } from './folders.mjs';
import { withProgress } from './progress.mjs';
import { runCommand, tail } from './run-command.mjs';
import { SetUpProblem } from './set-up-problem.mjs';

const checkedFile = join(projectCache, 'add-on-checked.json');
const probe = fileURLToPath(new URL('./probe-add-on.cjs', import.meta.url));

/**
 * Makes sure that better-sqlite3 works in this Node and in that Electron. The binary it ships needs
 * Node-API 10 (Node 22.14, Electron 35); for older ones it is built from source, once per user.
 * @param {import('./find-electron.mjs').Runtime} runtime
 */
export async function ensureAddOn(runtime) {
  const binary = binaryPath();
  if (await checkedBefore(binary, runtime)) return;
  if ((await problemIn(runtime)) !== undefined) {
    await replace(binary, await buildAddOn());
    const problem = await problemIn(runtime);
    if (problem !== undefined) throw new SetUpProblem(`better-sqlite3 does not work here.\n${problem}`);
  }
  await writeWhole(checkedFile, await conditions(binary, runtime));
}

/** The file that the package loads on this machine. */
function binaryPath() {
  const { getPrebuildPath } = createRequire(import.meta.url)(join(addOnPackage, 'lib', 'binding.js'));
  return getPrebuildPath() ?? join(addOnPackage, 'build', 'Release', 'better_sqlite3.node');
}

/** @param {string} binary
 * @param {import('./find-electron.mjs').Runtime} runtime */
async function checkedBefore(binary, runtime) {
  const checked = await readFile(checkedFile, 'utf8').catch(() => undefined);
  return checked !== undefined && checked === (await conditions(binary, runtime));
}

/** What a check holds for: the same Node, the same Electron, the same binary.
 * @param {string} binary
 * @param {import('./find-electron.mjs').Runtime} runtime */
async function conditions(binary, { electronPath, electronVersion }) {
  const { size, mtimeMs } = await stat(binary).catch(() => ({ size: 0, mtimeMs: 0 }));
  return JSON.stringify({ node: process.version, electronPath, electronVersion, binary, size, mtimeMs });
}

/** @param {import('./find-electron.mjs').Runtime} runtime
 * @returns {Promise<string | undefined>} what went wrong, if anything */
async function problemIn({ electronPath, electronVersion }) {
  const folder = await mkdtemp(join(tmpdir(), 'feltbok-probe-'));
  /** @param {string} program
   * @param {NodeJS.ProcessEnv} env */
  const run = (program, env) =>
    runCommand(program, [probe, join(folder, basename(program))], { env, timeoutMs: 60_000 });
  const [node, electron] = await withProgress('Checking better-sqlite3', () =>
    Promise.all([run(process.execPath, {}), run(electronPath, { ELECTRON_RUN_AS_NODE: '1' })]),
  );
  await rm(folder, { recursive: true, force: true });
  if (node.code !== 0) return `In Node ${process.version} (exit code ${node.code}):\n${tail(node.output)}`;
  if (electron.code !== 0) {
    return `In Electron ${electronVersion} (exit code ${electron.code}):\n${tail(electron.output)}`;
  }
  return undefined;
}

/** A rename, because a running program may have the old file mapped into its memory.
 * @param {string} binary
 * @param {string} built */
async function replace(binary, built) {
  const beside = `${binary}.${process.pid}`;
  await copyFile(built, beside);
  await rename(beside, binary);
}
