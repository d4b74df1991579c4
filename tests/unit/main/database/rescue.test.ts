import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProfile } from '../../../../src/main/boot/open-profile';
import { systemRandom } from '../../../../src/main/boot/system-ports';
import type { Database } from '../../../../src/main/database/open-database';
import { drafts, notices, outbox } from '../../../../src/main/database/schema';
import { writeSession } from '../../../../src/main/database/session-row';
import { readSyncState } from '../../../../src/main/database/sync-state';
import { enqueue } from '../../../../src/main/outbox/enqueue';
import { closeParked, park } from '../../../../src/main/outbox/park';
import { migrationsFolder } from '../../../support/test-database';
import { typeRow } from '../../../support/type-row';

const now = 1_800_000_000_000;
const key = randomBytes(32);
const { newId } = systemRandom;
let folder: string;
let file: string;
let logged: string[];
let database: Database;
let profile: ReturnType<typeof openProfile>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-rescue-'));
  file = join(folder, 'feltbok.db');
  logged = [];
  const ports = { nowMs: () => now, newId, log: (event: string) => void logged.push(event) };
  profile = openProfile({ databaseFile: file, migrationsFolder, ports });
  database = open();
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): Database {
  const opened = profile.open(key);
  if (opened.kind === 'problem') throw new Error(opened.problem);
  return opened.database;
}

function rescue(): Database {
  expect(profile.open(key)).toEqual({ kind: 'problem', problem: 'damaged' });
  const opened = profile.rescue(key);
  if (opened.kind === 'problem') throw new Error(opened.problem);
  database = opened.database;
  return database;
}

function propose(count: number): string[] {
  const intents = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    operation: 'create' as const,
    entity: 'peer_mentors' as const,
    recordId: newId(),
    changes: { displayName: `Navn ${index}`, shortCode: `N${index}`, homeUnitId: newId() },
    base: {},
    references: [],
    madeAt: now,
    actor: newId(),
  }));
  enqueue(database, intents, now);
  return intents.map(({ id }) => id);
}

const queued = () => database.orm.select().from(outbox).orderBy(outbox.sequence).all();
const told = () =>
  database.orm
    .select()
    .from(notices)
    .all()
    .map(({ kind, count }) => `${kind} ${count}`);

/** Breaks the first page, so that nothing of the database can be read. */
function breakBeginning(): void {
  const bytes = readFileSync(file);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

test('brings back every waiting mutation under its old id, the entry session, the person and the device', () => {
  const ids = propose(3);
  const rowId = typeRow(database, now);
  const { deviceId } = readSyncState(database, newId);
  const person = { id: newId(), name: 'Kari' } as never;
  writeSession(database, { person, refreshToken: 'secret' });
  database.close();
  breakBeginning();
  rescue();
  expect(queued().map(({ id, state }) => [id, state])).toEqual(ids.map((id) => [id, 'pending']));
  expect(
    database.orm
      .select()
      .from(drafts)
      .all()
      .map(({ id }) => id),
  ).toEqual([rowId]);
  expect(readSyncState(database, newId)).toMatchObject({ deviceId, cursor: null, initialised: false });
  expect(database.prepare('SELECT person, refresh_token FROM session').get()).toEqual({
    person: JSON.stringify(person),
    refresh_token: null,
  });
  expect(told()).toEqual(['rescued 3', 'rescued_drafts 1']);
  expect(database.prepare('SELECT count(*) FROM peer_mentors').pluck().get()).toBe(3);
});

test('numbers new mutations after every one there was', () => {
  propose(3);
  const last = queued().at(-1)?.sequence ?? 0;
  database.write(() => database.prepare('DELETE FROM outbox').run());
  database.close();
  breakBeginning();
  rescue();
  propose(1);
  expect(queued()[0]?.sequence).toBeGreaterThan(last);
});

test('does not bring back what a person has given up', () => {
  const [given, kept] = propose(2);
  const row = queued()[0];
  if (!row || !given) throw new Error('nothing queued');
  database.write(() => park(database, row, { problem: { code: 'validation' }, now }));
  closeParked(database, given, 'discarded', now);
  database.close();
  breakBeginning();
  rescue();
  expect(queued().map(({ id }) => id)).toEqual([kept]);
});

test('knows a database that is gone, emptied, cut or of an earlier time as damaged', () => {
  const ids = propose(1);
  database.close();
  const earlier = readFileSync(file);
  database = open();
  ids.push(...propose(2));
  database.close();
  const latest = readFileSync(file);
  const damages: [string, () => void][] = [
    ['gone', () => rmSync(file)],
    ['emptied', () => truncateSync(file, 0)],
    ['cut', () => truncateSync(file, 5000)],
    ['earlier', () => writeFileSync(file, earlier)],
    ['open header', () => writeFileSync(file, Buffer.from(latest).fill(0, 20, 21))],
  ];
  for (const [name, damage] of damages) {
    writeFileSync(file, latest);
    damage();
    rescue();
    expect([name, queued().map(({ id }) => id)]).toEqual([name, ids]);
    database.close();
  }
});

test('brings back what waited at night where the database and its copy are both lost', async () => {
  const { deviceId } = readSyncState(database, newId);
  for (let night = 1; night <= 3; night++) await database.keepNightCopy(now + night);
  const ids = propose(2);
  await database.keepNightCopy(now + 4);
  const nights = () => readdirSync(folder).filter((name) => name.startsWith('feltbok.db.night-'));
  expect(nights().sort()).toEqual([3, 4].map((night) => `feltbok.db.night-${now + night}`));
  propose(1);
  const last = queued().at(-1)?.sequence ?? 0;
  database.close();
  breakBeginning();
  writeFileSync(`${file}.queue`, randomBytes(5000));
  rescue();
  expect(queued().map(({ id, state }) => [id, state])).toEqual(ids.map((id) => [id, 'pending']));
  expect(readSyncState(database, newId)).toMatchObject({ deviceId });
  expect(told()).toEqual(['rescued 2', 'rescue_incomplete 0']);
  propose(1);
  expect(queued().at(-1)?.sequence).toBeGreaterThan(last);
});

test('knows a database that is gone with its copy by the night that is left', async () => {
  const ids = propose(1);
  await database.keepNightCopy(now);
  database.close();
  rmSync(file);
  rmSync(`${file}.queue`);
  rescue();
  expect(queued().map(({ id }) => id)).toEqual(ids);
});

test('keeps the earlier nights when the disk does not take another', async () => {
  await database.keepNightCopy(now);
  database.close();
  renameSync(`${file}.queue`, `${file}.elsewhere`);
  await expect(database.keepNightCopy(now + 1)).rejects.toThrow();
  renameSync(`${file}.elsewhere`, `${file}.queue`);
  expect(readdirSync(folder).filter((name) => name.includes('.night-'))).toEqual([`feltbok.db.night-${now}`]);
});

test('keeps the damaged files, and forgets them only when told to', () => {
  propose(1);
  database.close();
  breakBeginning();
  const damaged = readFileSync(file);
  rescue();
  const kept = join(folder, 'damaged', String(now));
  expect(readdirSync(kept).sort()).toEqual(['feltbok.db', 'feltbok.db.queue']);
  expect(readFileSync(join(kept, 'feltbok.db')).equals(damaged)).toBe(true);
  database.pruneQuarantine(now);
  expect(existsSync(kept)).toBe(true);
  database.pruneQuarantine(now + 1);
  expect(existsSync(kept)).toBe(false);
});

test('answers wrong_key and touches nothing when the key opens neither database nor copy', () => {
  propose(1);
  database.close();
  const before = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('hex')]);
  expect(profile.open(randomBytes(32))).toEqual({ kind: 'problem', problem: 'wrong_key' });
  const after = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('hex')]);
  expect(after).toEqual(before);
});

test('says that something may be missing when the copy is damaged too', () => {
  propose(6);
  database.close();
  breakBeginning();
  const copy = readFileSync(`${file}.queue`);
  copy[copy.length - 5] = (copy[copy.length - 5] ?? 0) ^ 1;
  writeFileSync(`${file}.queue`, copy);
  rescue();
  expect(told()).toEqual(['rescued 4', 'rescue_incomplete 0']);
});

test('saves all the same while the copy cannot be written, and catches up when it can', () => {
  database.close();
  rmSync(`${file}.queue`);
  mkdirSync(`${file}.queue`);
  database = open();
  const ids = propose(2);
  expect(logged).toContain('database.queue_copy_failed');
  rmSync(`${file}.queue`, { recursive: true });
  ids.push(...propose(1));
  expect(logged).toContain('database.queue_copy_works');
  database.close();
  breakBeginning();
  rescue();
  expect(queued().map(({ id }) => id)).toEqual(ids);
});

test('ends a rescue that was cut short after the damaged database was moved aside', () => {
  const ids = propose(2);
  database.close();
  renameSync(file, `${file}.rescued`);
  writeFileSync(`${file}-wal`, 'of the damaged one');
  mkdirSync(join(folder, 'damaged', '5'), { recursive: true });
  database = open();
  expect(queued().map(({ id }) => id)).toEqual(ids);
  expect(readdirSync(join(folder, 'damaged', '5'))).toEqual(['feltbok.db-wal']);
});

test('begins anew when a rescue was cut short before that', () => {
  const ids = propose(2);
  database.close();
  breakBeginning();
  writeFileSync(`${file}.rescuing`, 'half');
  writeFileSync(`${file}.rescued`, 'whole, but of an earlier try');
  rescue();
  expect(queued().map(({ id }) => id)).toEqual(ids);
  expect(readdirSync(folder).filter((name) => name.includes('rescu'))).toEqual([]);
});

test('finds a damaged page that nobody has asked for, page by page', async () => {
  propose(200);
  database.close();
  const bytes = readFileSync(file);
  const at = bytes.length - 4096 + 60;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const opened = profile.open(key);
  if (opened.kind === 'open') {
    database = opened.database;
    const found = new Promise((resolve) => database.onDamage(() => resolve('damage')));
    await database.checkPages();
    expect(await Promise.race([found, Promise.resolve('nothing')])).toBe('damage');
    expect(database.problem()).toBe('damaged');
  } else expect(opened.problem).toBe('damaged');
});
