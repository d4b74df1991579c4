import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { StorageError } from './storage-error';

/** A file without a byte is one that was about to be made. */
export function isNewDatabase(file: string): boolean {
  return !existsSync(file) || statSync(file).size === 0;
}

/** Bytes 16, 17: a page has 4096. Bytes 20 to 23: what each page keeps for its seal, and constants of SQLite. */
const expected = [
  [16, 0x10],
  [17, 0x00],
  [20, 0x40],
  [21, 0x40],
  [22, 0x20],
  [23, 0x20],
] as const;

/**
 * These bytes lie open and are covered by no seal: a wrong one would make SQLite write its pages in another
 * shape. Bytes 18 and 19 say whether there is a write-ahead log.
 */
export function checkHeader(file: string): void {
  const head = Buffer.alloc(24);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  const fits = expected.every(([at, value]) => head[at] === value);
  const format = [head[18], head[19]];
  if (!fits && looksEncrypted(head)) throw new StorageError('damaged');
  if (fits && !(format[0] === format[1] && (format[0] === 1 || format[0] === 2)))
    throw new StorageError('damaged');
}

/** Anything else is left to the key to judge. */
function looksEncrypted(head: Buffer): boolean {
  return expected.filter(([at, value]) => head[at] === value).length >= expected.length - 1;
}
