import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../src/main/database/open-database';
import { migrationsFolder } from '../../../support/test-database';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-reach-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = randomBytes(32);
function open(migrations: string): Database {
  const opened = openDatabase({ file: join(folder, 'feltbok.db'), key, migrationsFolder: migrations });
  if (opened.kind === 'problem') throw new Error(opened.problem);
  return opened.database;
}

/** The migrations as they were before people met had a phone number. */
function earlierMigrations(): string {
  const earlier = join(folder, 'migrations');
  cpSync(migrationsFolder, earlier, { recursive: true });
  const file = join(earlier, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { idx: number }[] };
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx < 15) }));
  return earlier;
}

test.each([
  ['everything is listed anew, because what was fetched lacks it', 'named', null],
  ['nothing is fetched twice', 'pseudonym', 'c7'],
])('after an update %s where people are %s', (_result, identity, cursor) => {
  const before = open(earlierMigrations());
  before.write(() => {
    before
      .prepare(
        `INSERT INTO settings (id, revision, snapshot, key, value) VALUES ('s', 1, 1, 'contact_identity', ?)`,
      )
      .run(JSON.stringify(identity));
    before
      .prepare(`INSERT INTO sync_state (only, device_id, cursor, snapshot) VALUES (1, 'd', 'c7', 4)`)
      .run();
  });
  before.close();
  const after = open(migrationsFolder);
  expect(after.prepare('SELECT cursor, snapshot, rewriting FROM sync_state').get()).toEqual({
    cursor,
    snapshot: cursor === null ? 5 : 4,
    rewriting: cursor === null ? 1 : 0,
  });
  after.close();
});
