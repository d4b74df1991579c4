import { afterEach, beforeEach, expect, test } from 'vitest';
import { StorageError } from '../../../../src/main/database/storage-error';
import { readSyncState } from '../../../../src/main/database/sync-state';
import type { AppliedPage, Standing } from '../../../../src/main/sync/apply-page';
import { inlineApplier, type PageApplier } from '../../../../src/main/sync/page-applier';
import { workerApplier } from '../../../../src/main/sync/worker-applier';
import { recordFields } from '../../../../src/shared/contracts/entities';
import type { Json } from '../../../../src/shared/contracts/primitives';
import { makeScope, type ScopeTable } from '../../../bench/support/make-scope';
import { applyProgram } from '../../../support/apply-program';
import { canMakeSmallDisk, makeSmallDisk } from '../../../support/small-disk';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

let it: TestDatabase;
let applier: PageApplier;
beforeEach(() => {
  it = makeTestDatabase();
  readSyncState(it.database, () => '018f6f3a-1c2b-7d3e-8f4a-0123456789ab');
  applier = workerApplier(it.database, applyProgram);
});
afterEach(() => {
  applier.close();
  it.remove();
});

const scope = makeScope(1500);

function page(tables: ScopeTable[], changes: Record<string, unknown> = {}): Uint8Array<ArrayBuffer> {
  const body = {
    epoch: 'e1',
    cursor: 'c1',
    more: false,
    snapshot: true,
    progress: null,
    tombstones: {},
    changes: Object.fromEntries(tables.map(({ entity, columns, rows }) => [entity, { columns, rows }])),
    ...changes,
  };
  return new Uint8Array(Buffer.from(JSON.stringify(body)));
}

function standing(test: TestDatabase = it): Standing {
  return readSyncState(test.database, () => '');
}

function apply(body: Uint8Array<ArrayBuffer>, to: PageApplier = applier, test = it): Promise<AppliedPage> {
  return to.apply(body, { standing: standing(test), deletedBefore: [], onHead() {} });
}

const tables = [
  'activities',
  'activity_mentors',
  'peer_mentors',
  'contacts',
  'org_units',
  'activity_types',
  'settings',
  'sync_state',
];
function contents({ database }: TestDatabase): unknown[] {
  return [
    ...tables.map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()),
    database
      .prepare(`SELECT rowid FROM activity_search WHERE activity_search MATCH '"fin"*' ORDER BY rowid`)
      .all(),
    database.prepare('SELECT entity, id, words FROM people_search ORDER BY id').all(),
  ];
}

test('leaves the same on its own thread as on this one, first of all the search', async () => {
  const heads: unknown[] = [];
  const applied = await applier.apply(page(scope), {
    standing: standing(),
    deletedBefore: [],
    onHead: (head) => heads.push(head),
  });
  expect(applied).toMatchObject({ kind: 'applied', more: false });
  expect(heads).toEqual([{ epoch: 'e1', cursor: 'c1', more: false, snapshot: true, progress: null }]);
  const inline = makeTestDatabase();
  try {
    readSyncState(inline.database, () => '018f6f3a-1c2b-7d3e-8f4a-0123456789ab');
    expect(await apply(page(scope), inlineApplier(inline.database), inline)).toEqual(applied);
    expect(contents(it)).toEqual(contents(inline));
    expect((contents(it)[8] as unknown[]).length).toBeGreaterThan(10);
  } finally {
    inline.remove();
  }
});

test.each<[string, (row: Json[]) => Json[]]>([
  ['a value out of bounds', (row) => row.with(recordFields('activities').indexOf('durationMin'), 721)],
  ['a cell too many', (row) => [...row, null]],
  ['revision 0', (row) => row.with(1, 0)],
])('refuses the whole page for one row with %s', async (_, spoil) => {
  const spoilt = scope.map((table) =>
    table.entity === 'activities'
      ? { ...table, rows: table.rows.map((row, at) => (at === 700 ? spoil(row) : row)) }
      : table,
  );
  expect(await apply(page(spoilt))).toEqual({ kind: 'refused', why: 'not_understood' });
  expect(it.database.prepare('SELECT count(*) AS n FROM org_units').get()).toEqual({ n: 0 });
  expect(standing().cursor).toBeNull();
});

test('refuses what is no JSON, and what is JSON of somebody else', async () => {
  expect(await apply(new Uint8Array(Buffer.from('<html>')))).toEqual({ kind: 'refused', why: 'not_json' });
  expect(await apply(new Uint8Array(Buffer.from('[]')))).toEqual({ kind: 'refused', why: 'not_understood' });
});

test('stores what was checked when an object of a row names a member twice', async () => {
  const text = Buffer.from(page(scope))
    .toString()
    .replace('"role":"responsible"', '"role":"boss","role":"responsible"');
  expect(text).toContain('"role":"boss"');
  expect(await apply(new Uint8Array(Buffer.from(text)))).toMatchObject({ kind: 'applied' });
  expect(it.database.prepare(`SELECT count(*) AS n FROM activity_mentors WHERE role = 'boss'`).get()).toEqual(
    { n: 0 },
  );
});

test('lets a save in before a page that is being written, and writes the page after it', async () => {
  // The thread has started.
  await apply(page([], { more: true }));
  const waits: number[] = [];
  let done = false;
  const applying = apply(page(scope)).finally(() => {
    done = true;
  });
  while (!done) {
    const startedAt = performance.now();
    it.database.write(() =>
      it.database.prepare(`INSERT INTO notices VALUES (hex(randomblob(8)), 0, 'sent', 1, 0)`).run(),
    );
    waits.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await applying).toMatchObject({ kind: 'applied' });
  expect(it.database.prepare('SELECT count(*) AS n FROM activities').get()).toEqual({ n: 1500 });
  expect(it.database.prepare('SELECT count(*) AS n FROM notices').get()).toEqual({ n: waits.length });
});

test('holds nothing of the database once it is closed, also in the middle of a page', async () => {
  await apply(page([]));
  const applying = apply(page(scope, { cursor: 'c2' }));
  applier.close();
  expect(await applying).toEqual({ kind: 'overtaken' });
  const [{ n }] = it.database.prepare('SELECT count(*) AS n FROM activities').all() as [{ n: number }];
  // All of the page or none of it.
  expect([0, 1500]).toContain(n);
  expect(n === 1500 ? 'c2' : 'c1').toBe(standing().cursor);
  it.database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  expect(it.database.prepare('PRAGMA locking_mode = EXCLUSIVE').get()).toEqual({ locking_mode: 'exclusive' });
  it.database.write(() => it.database.prepare('DELETE FROM notices').run());
});

test.runIf(canMakeSmallDisk)(
  'names a full disk as a write here does, and goes on when there is room',
  async () => {
    const disk = makeSmallDisk(6);
    const small = makeTestDatabase(disk.folder);
    const own = workerApplier(small.database, applyProgram);
    try {
      readSyncState(small.database, () => '018f6f3a-1c2b-7d3e-8f4a-0123456789ab');
      disk.fill();
      await expect(apply(page(scope), own, small)).rejects.toThrow(StorageError);
      expect(small.database.problem()).toBe('disk_full');
      disk.empty();
      expect(await apply(page(scope), own, small)).toMatchObject({ kind: 'applied' });
      expect(small.database.problem()).toBeNull();
    } finally {
      own.close();
      small.database.close();
      disk.remove();
    }
  },
);

test('says so when the thread has died, and starts another', async () => {
  const broken = workerApplier(it.database, '/nowhere/apply-worker.js');
  await expect(apply(page(scope), broken)).rejects.toThrow(/ended/);
  await expect(apply(page(scope), broken)).rejects.toThrow(/ended/);
  broken.close();
});
