import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { readRecord } from '../../../../src/main/database/records';
import { StorageError } from '../../../../src/main/database/storage-error';
import { readSyncState, updateSyncState } from '../../../../src/main/database/sync-state';
import { releaseAll } from '../../../../src/main/outbox/claim';
import type { Intent } from '../../../../src/main/outbox/enqueue';
import { RunOvertaken } from '../../../../src/main/sync/guard-run';
import type { Mutation, MutationResult } from '../../../../src/shared/contracts/mutations';
import type { Json } from '../../../../src/shared/contracts/primitives';
import { someIntent } from '../../../support/outbox-fixture';
import { pushForEachTest } from '../../../support/push-for-each-test';
import { acceptAll } from '../../../support/scripted-server';

const at = pushForEachTest();
const { save, many, send, sizes, states } = at;

test('settles no more of an answer when the run was ended between two slices, and sends the rest again under its ids', async () => {
  save(many(250));
  let turns = 0;
  const endInSlices = async () => {
    turns += 1;
    // Two for reading the records, one when the answer is understood, one before each slice of 50 and 75.
    if (turns === 6) throw new RunOvertaken();
  };
  await expect(send(() => true, endInSlices)).rejects.toBeInstanceOf(RunOvertaken);
  expect(states()).toEqual([
    ['in_flight', 125],
    ['settled', 125],
  ]);
  releaseAll(at.database);
  expect(await send()).toMatchObject({ settled: 125, failure: null });
  const [first, second] = at.server.received.map(({ mutations }) => mutations.map(({ id }) => id));
  expect(second).toEqual(first?.slice(125));
  expect(states()).toEqual([['settled', 250]]);
});

test('lets a save between two slices stand, and sends it in the next run', async () => {
  const intents = many(150);
  save(intents);
  const made = new Map<string, MutationResult>();
  at.server.decide = (received) =>
    acceptAll(received).map((result, index) => {
      const { recordId, changes } = received.mutations[index] as Mutation;
      const before = made.get(recordId);
      if (!before) made.set(recordId, result);
      return before
        ? { ...before, id: result.id, record: { ...before.record, ...changes, revision: 2 }, revision: 2 }
        : result;
    });
  let turns = 0;
  const saveInSlices = async () => {
    turns += 1;
    if (turns !== 4) return;
    const note = { changes: { note: 'endret' }, base: { note: '' }, references: [] };
    save(
      [intents[0], intents.at(-1)].map((of) =>
        someIntent('update', { ...note, recordId: of?.recordId ?? '' } as never),
      ),
    );
  };
  expect(await send(() => true, saveInSlices)).toMatchObject({ settled: 150, failure: null });
  expect(await send()).toMatchObject({ settled: 2, failure: null });
  expect(sizes()).toEqual([150, 2]);
  const shown = at.database.prepare(`SELECT revision FROM activities WHERE note = 'endret'`).pluck();
  expect(shown.all()).toEqual([2, 2]);
  expect(at.database.prepare('SELECT count(*) FROM shadows').pluck().get()).toBe(0);
});

test('sends the next batch as soon as an answer is understood, and settles it meanwhile', async () => {
  save(many(1000));
  const atRequest: unknown[] = [];
  at.server.decide = (received) => {
    atRequest.push(states());
    return acceptAll(received);
  };
  let turns = 0;
  const waitBeforeSettling = async () => {
    turns += 1;
    // Four for reading the records, one when the answer is understood.
    while (turns === 6 && atRequest.length < 2) await new Promise((resolve) => setImmediate(resolve));
  };
  expect(await send(() => true, waitBeforeSettling)).toMatchObject({ settled: 1000, failure: null });
  expect(atRequest).toEqual([
    [
      ['in_flight', 500],
      ['pending', 500],
    ],
    [['in_flight', 1000]],
  ]);
});

test('holds an edit back until what it builds on is settled, though other mutations go meanwhile', async () => {
  const first = many(500);
  const note = { changes: { note: 'endret' }, base: { note: '' }, references: [] };
  const edit = someIntent('update', { ...note, recordId: first[0]?.recordId, actor: randomUUID() } as never);
  const last = many(10);
  save([...first, edit, ...last]);
  at.server.decide = (received) =>
    received.mutations[0]?.id === edit.id
      ? [{ id: edit.id, outcome: 'rejected', problem: { code: 'out_of_scope' } }]
      : acceptAll(received);
  await send();
  expect(sizes()).toEqual([500, 10, 1]);
  expect(at.server.received[2]?.mutations[0]?.id).toBe(edit.id);
});

test('sends everything again under its ids when the disk refuses an answer while the next batch is on its way', async () => {
  save(many(700));
  const refuseWrites = (refused: boolean) => at.database.prepare(`PRAGMA query_only = ${refused}`).run();
  let turns = 0;
  const refuseBeforeSettling = async () => {
    turns += 1;
    if (turns === 6) refuseWrites(true);
  };
  await expect(send(() => true, refuseBeforeSettling)).rejects.toBeInstanceOf(StorageError);
  expect(states()).toEqual([['in_flight', 700]]);
  refuseWrites(false);
  releaseAll(at.database);
  expect(await send()).toMatchObject({ settled: 700, failure: null });
  expect(states()).toEqual([['settled', 700]]);
  const [one, two, again, rest] = at.server.received.map(({ mutations }) => JSON.stringify(mutations));
  expect([again, rest]).toEqual([one, two]);
});

test('confirms a record that came back as shown, and takes over what the server changed', async () => {
  const [same, judged] = many(2);
  save([same, judged] as Intent[]);
  at.server.decide = (received) =>
    acceptAll(received).map((result) =>
      result.id === judged?.id
        ? { ...result, record: { ...(result.record as Record<string, Json>), note: 'rettet', revision: 1 } }
        : result,
    );
  await send();
  expect(readRecord(at.database, 'activities', same?.recordId ?? '')).toMatchObject({
    revision: 1,
    note: '',
  });
  expect(readRecord(at.database, 'activities', judged?.recordId ?? '')).toMatchObject({
    revision: 1,
    note: 'rettet',
  });
  expect(at.database.prepare('SELECT count(*) FROM shadows').pluck().get()).toBe(0);
  const found = at.database
    .prepare(`SELECT count(*) FROM activity_search WHERE activity_search MATCH 'rettet'`)
    .pluck();
  expect(found.get()).toBe(1);
});

test('believes no revision of a lost history while the server’s new one is listed', async () => {
  const [made] = many(1);
  save([made] as Intent[]);
  await send();
  const recordId = made?.recordId ?? '';
  at.database.prepare('UPDATE activities SET revision = 5').run();
  readSyncState(at.database, randomUUID);
  updateSyncState(at.database, { rewriting: true });
  save([someIntent('update', { recordId, base: { note: '' }, changes: { note: 'mine' } })]);
  const stands = { ...readRecord(at.database, 'activities', recordId), note: 'theirs', revision: 1 };
  at.server.decide = ({ mutations }) =>
    mutations.map(({ id }) => ({ id, outcome: 'conflict', groups: ['note'], record: stands, revision: 1 }));
  await send();
  expect(readRecord(at.database, 'activities', recordId)).toMatchObject({ note: 'theirs', revision: 1 });
});

test.each<[string, (record: Record<string, Json>) => Record<string, Json>]>([
  ['is about another record', (record) => ({ ...record, id: randomUUID() })],
  ['holds what its contract does not allow', (record) => ({ ...record, durationMin: 'lenge' })],
  ['has no revision', ({ revision: _revision, ...record }) => record],
  ['has a revision that is none', (record) => ({ ...record, revision: 0 })],
])('settles nothing when one record of an answer %s', async (_what, spoil) => {
  save(many(3));
  at.server.decide = (received) =>
    acceptAll(received).map((result, index) =>
      index === 1 ? { ...result, record: spoil(result.record as Record<string, Json>) } : result,
    );
  expect(await send()).toMatchObject({ settled: 0, failure: { kind: 'answer_not_understood' } });
  expect(states()).toEqual([['pending', 3]]);
});
