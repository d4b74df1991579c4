import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = {
  folder: string;
  /** Takes every byte that is left. */
  fill(): void;
  /** Gives them back. */
  empty(): void;
  remove(): void;
};

/** A disk of a few megabytes, in memory. Only root on Linux can make one. */
export function makeSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'feltbok-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'feltbok-test', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const file = openSync(filler, 'a');
      try {
        for (let size = 1 << 20; size >= 1; size = size > 4096 ? 4096 : 0) writeUntilFull(file, size);
      } finally {
        closeSync(file);
      }
      const left = statfsSync(folder);
      if (left.bavail > 0) throw new Error('The disk is not full.');
    },
    empty: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', ['--lazy', folder]);
      rmdirSync(folder);
    },
  };
}

function writeUntilFull(file: number, size: number): void {
  const block = Buffer.alloc(size);
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

export const canMakeSmallDisk = process.platform === 'linux' && process.getuid?.() === 0;
