import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

const openZip = /** @type {(path: string, options: yauzl.Options) => Promise<yauzl.ZipFile>} */ (
  promisify(yauzl.open)
);

/**
 * Unpacks the files of a zip whose names are wanted, with their permissions.
 * @param {string} path
 * @param {string} folder
 * @param {(name: string) => boolean} isWanted
 * @param {(detail: string) => void} report
 */
export async function unzip(path, folder, isWanted, report) {
  const zip = await openZip(path, { lazyEntries: true });
  let written = 0;
  await eachEntry(zip, async (entry) => {
    if (entry.fileName.endsWith('/') || !isWanted(entry.fileName)) return;
    await writeEntry(zip, entry, join(folder, entry.fileName));
    written += entry.uncompressedSize;
    report(`${Math.round(written / 1e6)} MB`);
  });
}

/** One entry at a time, as they stand in the zip.
 * @param {yauzl.ZipFile} zip
 * @param {(entry: yauzl.Entry) => Promise<void>} visit */
function eachEntry(zip, visit) {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry) => visit(entry).then(() => zip.readEntry(), reject));
    zip.on('end', () => resolve(undefined));
    zip.on('error', reject);
    zip.readEntry();
  });
}

/** @param {yauzl.ZipFile} zip
 * @param {yauzl.Entry} entry
 * @param {string} target */
async function writeEntry(zip, entry, target) {
  await mkdir(dirname(target), { recursive: true });
  // yauzl checks that no name leads out of the folder; the upper half of the attributes is the Unix mode.
  const mode = (entry.externalFileAttributes >>> 16) & 0o777;
  const content = await promisify(zip.openReadStream.bind(zip))(entry);
  await pipeline(
    /** @type {NodeJS.ReadableStream} */ (content),
    createWriteStream(target, { mode: mode || 0o644 }),
  );
}
