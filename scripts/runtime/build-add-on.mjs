import { cp, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { installDebianPackages } from './debian-packages.mjs';
import { findProgram } from './find-program.mjs';
import { exists, makeOnce, projectRoot, userCache } from './folders.mjs';
import { localProgram } from './local-program.mjs';
import { withProgress } from './progress.mjs';
import { runCommand, tail } from './run-command.mjs';
import { SetUpProblem } from './set-up-problem.mjs';

export const addOnPackage = join(projectRoot, 'node_modules', 'better-sqlite3');

const buildTools = ['python3', 'make', 'g++'];

// The source asks for Node-API 10. Setting version 9 compiles but aborts at the first garbage collection;
// the experimental interface without its finalizer rule behaves as version 10 does, on Node-API 9.
const compilerFlags = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT';

/** Builds better-sqlite3 for Node-API 9 and newer, once per user and version (one to two minutes).
 * @returns {Promise<string>} the built file */
export async function buildAddOn() {
  const { version } = JSON.parse(await readFile(join(addOnPackage, 'package.json'), 'utf8'));
  const name = `better-sqlite3-${version}-node-api-9-${process.platform}-${process.arch}.node`;
  const destination = join(userCache(), name);
  if (!(await exists(destination))) await ensureBuildTools();
  await makeOnce(destination, (temporary) => compile(temporary, version));
  return destination;
}

async function ensureBuildTools() {
  if (process.platform !== 'linux') return;
  const missing = buildTools.filter((tool) => !findProgram(tool));
  if (missing.length === 0) return;
  await installDebianPackages(buildTools, `Building better-sqlite3 needs ${missing.join(', ')}`);
}

/** @param {string} temporary
 * @param {string} version */
async function compile(temporary, version) {
  const source = await copySource(temporary);
  const args = [
    localProgram('node-gyp'),
    'rebuild',
    '--release',
    '--force_build=1',
    '-j',
    '2',
    ...(await headers()),
  ];
  const { code, output } = await withProgress(`Building better-sqlite3 ${version} from source, once`, () =>
    runCommand(process.execPath, args, { cwd: source, env: { CXXFLAGS: compilerFlags } }),
  );
  if (code !== 0) throw new SetUpProblem(`${remedy()}\n\n${tail(output)}`);
  return join(source, 'build', 'Release', 'better_sqlite3.node');
}

/** node_modules stays as npm made it until there is a result. @param {string} temporary */
async function copySource(temporary) {
  const source = join(temporary, 'better-sqlite3');
  const skipped = [join(addOnPackage, 'prebuilds'), join(addOnPackage, 'build')];
  await cp(addOnPackage, source, { recursive: true, filter: (path) => !skipped.includes(path) });
  const interfaceFile = createRequire(join(addOnPackage, 'package.json')).resolve(
    'node-addon-api/package.json',
  );
  const target = join(temporary, 'node_modules', basename(dirname(interfaceFile)));
  await mkdir(dirname(target), { recursive: true });
  await cp(dirname(interfaceFile), target, { recursive: true });
  return source;
}

/** The headers that came with this Node spare node-gyp a download. */
async function headers() {
  const folder = dirname(dirname(process.execPath));
  return (await exists(join(folder, 'include', 'node', 'node_api.h'))) ? [`--nodedir=${folder}`] : [];
}

function remedy() {
  const tools =
    process.platform === 'darwin'
      ? 'the command line tools of Xcode (xcode-select --install)'
      : 'Python 3 and a C++20 compiler';
  return `better-sqlite3 could not be built. Use Node 22.14 or newer, for which it ships a binary, or install ${tools}.`;
}
