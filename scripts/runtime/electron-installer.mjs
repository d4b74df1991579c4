import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot, userCache, writeWhole } from './folders.mjs';
import { withProgress } from './progress.mjs';
import { runCommand } from './run-command.mjs';

const firstByteLimitMs = 20_000;
const standstillLimitMs = 120_000;

/**
 * Runs Electron's own installer, which fetches the runtime from GitHub or ELECTRON_MIRROR. It waits for
 * minutes on a network that drops packets, so it is stopped when nothing arrives.
 * @param {string} version
 * @returns {Promise<boolean>} whether it said that it succeeded
 */
export async function runInstaller(version) {
  await mkdir(userCache(), { recursive: true });
  const downloads = await mkdtemp(join(userCache(), 'electron-download-'));
  const folders = [downloads, join(projectRoot, 'node_modules', 'electron', 'dist')];
  try {
    const { code } = await withProgress(`Downloading Electron ${version}`, (report) =>
      whileGrowing(folders, report, (signal) =>
        runCommand(process.execPath, ['node_modules/electron/install.js'], {
          env: { TMPDIR: downloads, TEMP: downloads, TMP: downloads, ELECTRON_GET_NO_PROGRESS: '1' },
          signal,
        }),
      ),
    );
    if (code === 0) return true;
    await writeWhole(failureFile(version), JSON.stringify({ failedAt: Date.now(), mirror }));
    console.error(`Electron ${version} could not be downloaded from ${mirror}. Once it is in reach, run:`);
    console.error('  node node_modules/electron/install.js');
    return false;
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}

/** When the installer last failed for this version and mirror, in epoch ms.
 * @param {string} version
 * @returns {Promise<number | undefined>} */
export async function installerFailedAt(version) {
  try {
    const failure = JSON.parse(await readFile(failureFile(version), 'utf8'));
    return failure.mirror === mirror ? failure.failedAt : undefined;
  } catch {
    return undefined;
  }
}

const mirror = process.env.ELECTRON_MIRROR ?? 'github.com';

/** @param {string} version */
function failureFile(version) {
  return join(userCache(), `electron-${version}-not-downloaded.json`);
}

/**
 * @template T
 * @param {string[]} folders
 * @param {(detail: string) => void} report
 * @param {(signal: AbortSignal) => Promise<T>} work
 */
async function whileGrowing(folders, report, work) {
  const stop = new AbortController();
  const startBytes = await totalBytes(folders);
  let bytes = startBytes;
  let grewAt = Date.now();
  const watch = setInterval(async () => {
    const now = await totalBytes(folders);
    if (now !== bytes) grewAt = Date.now();
    bytes = now;
    report(`${Math.round((bytes - startBytes) / 1e6)} MB`);
    const limitMs = bytes === startBytes ? firstByteLimitMs : standstillLimitMs;
    if (Date.now() - grewAt > limitMs) stop.abort();
  }, 500);
  try {
    return await work(stop.signal);
  } finally {
    clearInterval(watch);
  }
}

/** @param {string[]} folders */
async function totalBytes(folders) {
  let bytes = 0;
  for (const folder of folders) {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    for (const name of names) {
      bytes += await stat(join(folder, name)).then(
        (entry) => (entry.isFile() ? entry.size : 0),
        () => 0,
      );
    }
  }
  return bytes;
}
