import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../src/main/database/open-database';

/** A computer's disk: what stood on it when the program died is kept aside, and put back before the next start. */
export function makeDeviceDisk(folder: string): { file: string; keep(): void; putBack(): void } {
  const kept = `${folder}-kept`;
  return {
    file: join(folder, 'feltbok.db'),
    keep: () => copyDatabase(folder, kept),
    putBack: () => copyDatabase(kept, folder),
  };
}

/** The file and what is not yet merged into it. */
function copyDatabase(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const file of ['feltbok.db', 'feltbok.db-wal'])
    if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file));
}

/** Calls `committed` after each whole transaction; one inside another is a part of it. */
export function watchCommits(database: Database, committed: () => void): Database {
  let depth = 0;
  const counting =
    (write: Database['write']): Database['write'] =>
    (work) => {
      if (depth > 0) return write(work);
      depth += 1;
      try {
        return write(work);
      } finally {
        depth -= 1;
        committed();
      }
    };
  return { ...database, write: counting(database.write), writeSoon: counting(database.writeSoon) };
}
