import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../../src/main/database/open-database';
import * as schema from '../../../../src/main/database/schema';
import { makeTestDatabase, migrationsFolder, type TestDatabase } from '../../../support/test-database';

let it: TestDatabase;
beforeEach(() => {
  it = makeTestDatabase();
});
afterEach(() => it.remove());

const pragma = (name: string) => Object.values(it.database.prepare(`PRAGMA ${name}`).get() as object)[0];

test('keeps every safety setting when it is opened for the second time', () => {
  it.reopen();
  const found = Object.fromEntries(
    ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'trusted_schema', 'cell_size_check'].map(
      (name) => [name, pragma(name)],
    ),
  );
  expect(found).toEqual({
    journal_mode: 'wal',
    synchronous: 2,
    foreign_keys: 1,
    secure_delete: 1,
    trusted_schema: 0,
    cell_size_check: 1,
  });
});

test('has the tables and columns that the queries are typed by', () => {
  const tables = Object.values(schema).filter((value) => is(value, SQLiteTable));
  expect(tables.length).toBeGreaterThan(15);
  for (const table of tables) {
    const name = getTableName(table as SQLiteTable);
    const actual = (it.database.prepare(`PRAGMA table_info(${name})`).all() as { name: string }[])
      .map((column) => column.name)
      .sort();
    const typed = Object.values(getTableColumns(table as SQLiteTable))
      .map((column) => column.name)
      .sort();
    expect([name, actual]).toEqual([name, typed]);
  }
});

test('leaves no word of a note in any file', () => {
  const needle = 'Hemmelig samtale om tinnitus';
  it.database
    .prepare(`INSERT INTO draft_sessions (id, header, opened_at, updated_at) VALUES ('s', '{}', 1, 1)`)
    .run();
  it.database
    .prepare(
      `INSERT INTO drafts (id, session_id, position, origin, cells, updated_at) VALUES ('d', 's', 1, 'free', ?, 1)`,
    )
    .run(JSON.stringify({ note: needle }));
  const whileOpen = readdirSync(it.folder).filter((name) =>
    readFileSync(join(it.folder, name)).includes(needle),
  );
  it.database.close();
  const afterClose = readdirSync(it.folder).filter((name) =>
    readFileSync(join(it.folder, name)).includes(needle),
  );
  expect({
    whileOpen,
    afterClose,
    header: readFileSync(it.file).subarray(0, 6).toString('latin1') === 'SQLite',
  }).toEqual({
    whileOpen: [],
    afterClose: [],
    header: false,
  });
});

test('answers wrong_key when the key is another one, and leaves the file as it was', () => {
  it.database.close();
  const before = readFileSync(it.file);
  expect(openDatabase({ file: it.file, key: randomBytes(32), migrationsFolder })).toEqual({
    kind: 'problem',
    problem: 'wrong_key',
  });
  expect(readFileSync(it.file).equals(before)).toBe(true);
});

test('answers damaged or wrong_key, never opens, when a page was changed', () => {
  it.database.close();
  const bytes = readFileSync(it.file);
  const offset = 4096 + 100;
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  writeFileSync(it.file, bytes);
  const opened = openDatabase({ file: it.file, key: it.key, migrationsFolder });
  const named = opened.kind === 'problem' || !opened.database.isIntact();
  if (opened.kind === 'open') opened.database.close();
  expect(named).toBe(true);
});

test('answers too_new when a later version made the database, and leaves the file as it was', () => {
  it.database
    .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
    .run('later', 9_999_999_999_999);
  it.database.close();
  const before = readFileSync(it.file);
  expect(openDatabase({ file: it.file, key: it.key, migrationsFolder })).toEqual({
    kind: 'problem',
    problem: 'too_new',
  });
  expect(readFileSync(it.file).equals(before)).toBe(true);
});

test('lists migrations in the order of their times, or an older database would pass one by', () => {
  const { entries } = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as {
    entries: { idx: number; when: number; tag: string }[];
  };
  const upwards = (numbers: number[]) => [...new Set(numbers)].sort((one, other) => one - other);
  const numbers = entries.map(({ idx }) => idx);
  const times = entries.map(({ when }) => when);
  expect(numbers).toEqual(upwards(numbers));
  expect(times).toEqual(upwards(times));
});

test('keeps an encrypted copy of the database before it is migrated', () => {
  it.database.close();
  const folder = mkdtempSync(join(tmpdir(), 'feltbok-migrations-'));
  cpSync(migrationsFolder, folder, { recursive: true });
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: object[];
  };
  journal.entries.push({
    idx: 99,
    version: '6',
    when: 9_000_000_000_000,
    tag: '0099_later',
    breakpoints: true,
  });
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(journal));
  writeFileSync(join(folder, '0099_later.sql'), 'CREATE TABLE later (id TEXT) STRICT;');
  const opened = openDatabase({ file: it.file, key: it.key, migrationsFolder: folder });
  expect(opened.kind).toBe('open');
  if (opened.kind === 'open') opened.database.close();
  const copy = `${it.file}.before-9000000000000`;
  const copied = openDatabase({ file: copy, key: it.key, migrationsFolder });
  expect(copied.kind).toBe('open');
  if (copied.kind === 'open') copied.database.close();
  rmSync(folder, { recursive: true });
});

test('refuses to change or delete a line of the audit trail', () => {
  const line = {
    at: 1,
    actor: 'a',
    action: 'created',
    entity: 'activities' as const,
    recordId: 'r',
    fields: ['note'],
  };
  it.database.orm.insert(schema.auditLog).values(line).run();
  expect(() => it.database.prepare(`UPDATE audit_log SET actor = 'b'`).run()).toThrow('append-only');
  expect(() => it.database.prepare('DELETE FROM audit_log').run()).toThrow('append-only');
});

test('tells when saving begins to fail, and when it works again', () => {
  const told: (string | null)[] = [];
  it.database.onProblem(() => told.push(it.database.problem()));
  const write = (bytes: number) =>
    it.database.write(() =>
      it.database.prepare('INSERT INTO filler (text) VALUES (?)').run('x'.repeat(bytes)),
    );
  it.database.write(() => it.database.prepare('CREATE TABLE filler (text)').run());
  const pages = Number(pragma('page_count'));
  it.database.prepare(`PRAGMA max_page_count = ${pages}`).get();
  expect(() => write(100_000)).toThrow('disk_full');
  expect(() => write(100_000)).toThrow('disk_full');
  it.database.prepare(`PRAGMA max_page_count = ${pages + 1000}`).get();
  write(100_000);
  expect(told).toEqual(['disk_full', null]);
});

test('what is to be told of a write is told once, when all of it is kept, and not at all when it is rolled back', () => {
  const { database } = it;
  const told: string[] = [];
  const tell = (word: string) => database.afterCommit(() => told.push(word));
  database.write(() => {
    database.write(() => tell('inner'));
    tell('outer');
    expect(told).toEqual([]);
  });
  expect(told).toEqual(['inner', 'outer']);
  const refused = () =>
    database.write(() => {
      tell('rolled back');
      throw new Error('No');
    });
  expect(refused).toThrow('No');
  database.writeSoon(() => tell('soon'));
  tell('outside');
  expect(told).toEqual(['inner', 'outer', 'soon', 'outside']);
});
