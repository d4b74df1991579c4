import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Database, openDatabase } from '../../src/main/database/open-database';

export const migrationsFolder = resolve(import.meta.dirname, '../../resources/migrations');

export type TestDatabase = {
  folder: string;
  file: string;
  key: Buffer;
  database: Database;
  /** Closes and opens again, as a restart does. */
  reopen(): Database;
  remove(): void;
};

/** A real encrypted database in a folder of its own. */
export function makeTestDatabase(inFolder = tmpdir()): TestDatabase {
  const folder = mkdtempSync(join(inFolder, 'feltbok-test-'));
  const file = join(folder, 'feltbok.db');
  const key = randomBytes(32);
  const open = () => {
    const opened = openDatabase({ file, key, migrationsFolder });
    if (opened.kind === 'problem') throw new Error(`Cannot open: ${opened.problem}`);
    return opened.database;
  };
  const test: TestDatabase = {
    folder,
    file,
    key,
    database: open(),
    reopen() {
      test.database.close();
      test.database = open();
      return test.database;
    },
    remove() {
      test.database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return test;
}
