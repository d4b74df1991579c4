import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countMutations } from '../../../../src/main/database/count-work';
import { type Database, openDatabase } from '../../../../src/main/database/open-database';
import { migrationsFolder } from '../../../support/test-database';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key = Buffer.alloc(32, 7);
function open(migrations: string): Database {
  const opened = openDatabase({ file: join(folder, 'feltbok.db'), key, migrationsFolder: migrations });
  if (opened.kind === 'problem') throw new Error(`Cannot open: ${opened.problem}`);
  return opened.database;
}

/** The migrations as they were when there was only the first. */
function firstRelease(): string {
  const at = join(folder, 'migrations');
  mkdirSync(join(at, 'meta'), { recursive: true });
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8'));
  writeFileSync(
    join(at, 'meta/_journal.json'),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }),
  );
  cpSync(join(migrationsFolder, '0000_initial.sql'), join(at, '0000_initial.sql'));
  return at;
}

test('opens a database of the first release, counts its queue, and never changes what was queued there', () => {
  const before = open(firstRelease());
  const insert = before.prepare(
    `INSERT INTO outbox (id, operation, entity, record_id, endpoint, payload, schema_version, state, made_at, actor)
     VALUES (?, 'create', 'contacts', ?, '/', '{}', 1, ?, 5, 'kari')`,
  );
  for (const [index, state] of ['pending', 'in_flight', 'parked', 'settled'].entries())
    insert.run(`m${index}`, `r${index}`, state);
  before.close();
  const after = open(migrationsFolder);
  expect(countMutations(after)).toEqual({ waiting: 2, parked: 1, unsettled: 3 });
  expect(after.prepare('SELECT DISTINCT claimed_at FROM outbox').pluck().all()).toEqual([5]);
  after.close();
});
