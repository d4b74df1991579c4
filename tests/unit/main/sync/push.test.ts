import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRecord } from '../../../../src/main/database/records';
import { StorageError } from '../../../../src/main/database/storage-error';
import { readSyncState, updateSyncState } from '../../../../src/main/database/sync-state';
import { releaseAll } from '../../../../src/main/outbox/claim';
import { enqueue, type Intent } from '../../../../src/main/outbox/enqueue';
import { RunOvertaken } from '../../../../src/main/sync/guard-run';
import { type Pushed, push } from '../../../../src/main/sync/push';
import { createServerClient } from '../../../../src/main/sync/server-client';
import {
  type Mutation,
  type MutationResult,
  maxBatchBytes,
  maxBatchItems,
} from '../../../../src/shared/contracts/mutations';
import type { Json } from '../../../../src/shared/contracts/primitives';
import { makeFakeClock } from '../../../support/fake-clock';
import { queuedOf, someFields, someIntent } from '../../../support/outbox-fixture';
import { acceptAll, type ScriptedServer, startScriptedServer } from '../../../support/scripted-server';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

let it: TestDatabase;
let server: ScriptedServer;
const clock = makeFakeClock(1_790_000_000_000);
beforeEach(async () => {
  it = makeTestDatabase();
  server = await startScriptedServer();
});
afterEach(async () => {
  it.remove();
  await server.close();
});

const save = (intents: Intent[]) => enqueue(it.database, intents, clock.now());
const many = (count: number, changes: Partial<Intent> = {}) =>
  Array.from({ length: count }, () => someIntent('create', changes));
function send(
  goOn: (progress: { done: number; total: number }) => boolean = () => true,
  turn = clock.turn,
): Promise<Pushed> {
  const client = createServerClient({
    network: (url, init) => fetch(url, init),
    baseUrl: server.url,
    tokens: { access: () => 'token', refresh: async () => 'refused' },
    clock,
    appVersion: '0.1.0',
  });
  const random = { fraction: () => 0.5, newId: () => randomUUID() };
  return push({
    database: it.database,
    client,
    clock: { ...clock, turn },
    random,
    deviceId: randomUUID(),
    goOn,
  });
}
const sizes = () => server.received.map(({ mutations }) => mutations.length);
const states = () =>
  it.database.prepare('SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state').raw().all();
/** A creation whose mutation takes this many bytes more than an ordinary one. */
const heavy = (bytes: number) =>
  someIntent('create', { changes: { ...someFields({ note: 'x'.repeat(bytes) }) } as never });

test('sends a long queue in full batches, in the order made, each mutation once', async () => {
  const intents = many(2300);
  save(intents);
  expect(await send()).toMatchObject({ settled: 2300, parked: 0, failure: null });
  expect(sizes()).toEqual([500, 500, 500, 500, 300]);
  expect(server.received.flatMap(({ mutations }) => mutations.map(({ id }) => id))).toEqual(
    intents.map(({ id }) => id),
  );
  expect(states()).toEqual([['settled', 2300]]);
});

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
  releaseAll(it.database);
  expect(await send()).toMatchObject({ settled: 125, failure: null });
  const [first, second] = server.received.map(({ mutations }) => mutations.map(({ id }) => id));
  expect(second).toEqual(first?.slice(125));
  expect(states()).toEqual([['settled', 250]]);
});

test('lets a save between two slices stand, and sends it in the next run', async () => {
  const intents = many(150);
  save(intents);
  const made = new Map<string, MutationResult>();
  server.decide = (received) =>
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
  const shown = it.database.prepare(`SELECT revision FROM activities WHERE note = 'endret'`).pluck();
  expect(shown.all()).toEqual([2, 2]);
  expect(it.database.prepare('SELECT count(*) FROM shadows').pluck().get()).toBe(0);
});

test('sends the next batch as soon as an answer is understood, and settles it meanwhile', async () => {
  save(many(1000));
  const atRequest: unknown[] = [];
  server.decide = (received) => {
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
  server.decide = (received) =>
    received.mutations[0]?.id === edit.id
      ? [{ id: edit.id, outcome: 'rejected', problem: { code: 'out_of_scope' } }]
      : acceptAll(received);
  await send();
  expect(sizes()).toEqual([500, 10, 1]);
  expect(server.received[2]?.mutations[0]?.id).toBe(edit.id);
});

test('sends everything again under its ids when the disk refuses an answer while the next batch is on its way', async () => {
  save(many(700));
  const refuseWrites = (refused: boolean) => it.database.prepare(`PRAGMA query_only = ${refused}`).run();
  let turns = 0;
  const refuseBeforeSettling = async () => {
    turns += 1;
    if (turns === 6) refuseWrites(true);
  };
  await expect(send(() => true, refuseBeforeSettling)).rejects.toBeInstanceOf(StorageError);
  expect(states()).toEqual([['in_flight', 700]]);
  refuseWrites(false);
  releaseAll(it.database);
  expect(await send()).toMatchObject({ settled: 700, failure: null });
  expect(states()).toEqual([['settled', 700]]);
  const [one, two, again, rest] = server.received.map(({ mutations }) => JSON.stringify(mutations));
  expect([again, rest]).toEqual([one, two]);
});

test('says how far it has come, and ends where it is told to', async () => {
  save(many(1200));
  const told: string[] = [];
  await send(({ done, total }) => told.push(`${done} of ${total}`) < 3);
  expect(told).toEqual(['0 of 1200', '500 of 1200', '1000 of 1200']);
  expect(states()).toEqual([
    ['pending', 200],
    ['settled', 1000],
  ]);
});

test('leaves what is saved while it sends to the next run, so that fetching has its turn', async () => {
  save(many(3));
  let rounds = 0;
  server.decide = (received) => {
    rounds += 1;
    if (rounds < 5) save(many(1));
    return acceptAll(received);
  };
  expect(await send()).toMatchObject({ settled: 3, failure: null });
  expect(sizes()).toEqual([3]);
  expect(states()).toEqual([
    ['pending', 1],
    ['settled', 3],
  ]);
});

test('trusts no result of a server that names another history, and ends there', async () => {
  save(many(501));
  readSyncState(it.database, randomUUID);
  updateSyncState(it.database, { epoch: 'the one before' });
  expect(await send()).toMatchObject({ settled: 0, failure: null, newEpoch: true });
  expect(sizes()).toEqual([500]);
  expect(states()).toEqual([['pending', 501]]);
});

test('holds back what needs a refused contact, however far behind it in the queue', async () => {
  const contact = someIntent('create', {
    entity: 'contacts',
    changes: {
      ...{ unitId: randomUUID(), pseudonym: 'Person 3', relation: 'self', ageBand: 'unknown' },
      ...{ consentState: 'none', consentOn: null, expiresOn: null },
    },
  });
  const dependent = someIntent('create', { references: [{ entity: 'contacts', id: contact.recordId }] });
  save([contact, ...many(2500), dependent]);
  server.decide = (received) =>
    received.mutations[0]?.id === contact.id
      ? [{ id: contact.id, outcome: 'rejected', problem: { code: 'out_of_scope' } }]
      : acceptAll(received);
  expect(await send()).toMatchObject({ settled: 2500, parked: 1 });
  expect(queuedOf(it.database, dependent.recordId)).toMatchObject([{ state: 'pending' }]);
  expect(sizes()).not.toContain(0);
});

test('sends with the next run what was saved while it was sending', async () => {
  save(many(600));
  const late = someIntent('create');
  await send(({ done }) => {
    if (done === 500) save([late]);
    return true;
  });
  expect(queuedOf(it.database, late.recordId)).toMatchObject([{ state: 'pending' }]);
  await send();
  expect(queuedOf(it.database, late.recordId)).toMatchObject([{ state: 'settled' }]);
});

test('sends a request of exactly 500, and 501 as two', async () => {
  save(many(maxBatchItems));
  await send();
  save(many(maxBatchItems + 1));
  await send();
  expect(sizes()).toEqual([500, 500, 1]);
});

test('keeps every request within 1 MiB, right up to it', async () => {
  save(Array.from({ length: 40 }, (_, index) => heavy(100_000 + index * 997)));
  await send();
  const bytes = server.received.map((one) => one.bytes);
  expect(Math.max(...bytes)).toBeLessThanOrEqual(maxBatchBytes);
  // Only a mutation that would not have fitted begins a new request.
  for (const [index, one] of server.received.entries()) {
    const [next] = server.received[index + 1]?.mutations ?? [];
    if (next) expect(one.bytes + JSON.stringify(next).length + 500).toBeGreaterThan(maxBatchBytes);
  }
  expect(states()).toEqual([['settled', 40]]);
});

test('halves a request that is too large for somebody on the way, and comes back to larger ones', async () => {
  save(many(1000));
  server.decide = (received) => (received.mutations.length > 200 ? 413 : acceptAll(received));
  expect(await send()).toMatchObject({ settled: 1000, parked: 0, failure: null });
  expect(Math.max(...sizes())).toBeLessThanOrEqual(200);
  expect(sizes().length).toBeLessThan(12);
  expect(states()).toEqual([['settled', 1000]]);
});

test('parks one mutation that is too large all alone, with a reason, and sends all others', async () => {
  const giant = heavy(1_200_000);
  save([...many(30), giant, ...many(30)]);
  server.decide = (received) => (received.bytes > maxBatchBytes ? 413 : acceptAll(received));
  expect(await send()).toMatchObject({ settled: 60, parked: 1, failure: null });
  expect(it.database.prepare(`SELECT id, problem FROM outbox WHERE state = 'parked'`).get()).toEqual({
    id: giant.id,
    problem: JSON.stringify({ code: 'validation' }),
  });
});

test('confirms a record that came back as shown, and takes over what the server changed', async () => {
  const [same, judged] = many(2);
  save([same, judged] as Intent[]);
  server.decide = (received) =>
    acceptAll(received).map((result) =>
      result.id === judged?.id
        ? { ...result, record: { ...(result.record as Record<string, Json>), note: 'rettet', revision: 1 } }
        : result,
    );
  await send();
  expect(readRecord(it.database, 'activities', same?.recordId ?? '')).toMatchObject({
    revision: 1,
    note: '',
  });
  expect(readRecord(it.database, 'activities', judged?.recordId ?? '')).toMatchObject({
    revision: 1,
    note: 'rettet',
  });
  expect(it.database.prepare('SELECT count(*) FROM shadows').pluck().get()).toBe(0);
  const found = it.database
    .prepare(`SELECT count(*) FROM activity_search WHERE activity_search MATCH 'rettet'`)
    .pluck();
  expect(found.get()).toBe(1);
});

test.each<[string, (record: Record<string, Json>) => Record<string, Json>]>([
  ['is about another record', (record) => ({ ...record, id: randomUUID() })],
  ['holds what its contract does not allow', (record) => ({ ...record, durationMin: 'lenge' })],
  ['has no revision', ({ revision: _revision, ...record }) => record],
  ['has a revision that is none', (record) => ({ ...record, revision: 0 })],
])('settles nothing when one record of an answer %s', async (_what, spoil) => {
  save(many(3));
  server.decide = (received) =>
    acceptAll(received).map((result, index) =>
      index === 1 ? { ...result, record: spoil(result.record as Record<string, Json>) } : result,
    );
  expect(await send()).toMatchObject({ settled: 0, failure: { kind: 'answer_not_understood' } });
  expect(states()).toEqual([['pending', 3]]);
});

test('sends a mutation under its id with the same words as the first time after the answer was lost', async () => {
  save(many(1));
  const heard: string[] = [];
  server.decide = ({ mutations }) => heard.push(JSON.stringify(mutations)) && 503;
  expect((await send()).failure).not.toBeNull();
  const [first] = it.database.prepare('SELECT record_id FROM outbox').pluck().all() as string[];
  save([someIntent('update', { recordId: first ?? '', base: { note: '' }, changes: { note: 'b' } })]);
  await send();
  expect(heard).toHaveLength(2);
  expect(heard[1]).toBe(heard[0]);
});
