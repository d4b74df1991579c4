import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { readSyncState, updateSyncState } from '../../../../src/main/database/sync-state';
import { offerAgain } from '../../../../src/main/outbox/park';
import { maxBatchBytes, maxBatchItems } from '../../../../src/shared/contracts/mutations';
import { queuedOf, someIntent } from '../../../support/outbox-fixture';
import { pushForEachTest } from '../../../support/push-for-each-test';
import { acceptAll } from '../../../support/scripted-server';

const at = pushForEachTest();
const { save, many, heavy, send, sizes, states } = at;

test('sends a long queue in full batches, in the order made, each mutation once', async () => {
  const intents = many(2300);
  save(intents);
  expect(await send()).toMatchObject({ settled: 2300, parked: 0, failure: null });
  expect(sizes()).toEqual([500, 500, 500, 500, 300]);
  expect(at.server.received.flatMap(({ mutations }) => mutations.map(({ id }) => id))).toEqual(
    intents.map(({ id }) => id),
  );
  expect(states()).toEqual([['settled', 2300]]);
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
  at.server.decide = (received) => {
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
  readSyncState(at.database, randomUUID);
  updateSyncState(at.database, { epoch: 'the one before' });
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
  at.server.decide = (received) =>
    received.mutations[0]?.id === contact.id
      ? [{ id: contact.id, outcome: 'rejected', problem: { code: 'out_of_scope' } }]
      : acceptAll(received);
  expect(await send()).toMatchObject({ settled: 2500, parked: 1 });
  expect(queuedOf(at.database, dependent.recordId)).toMatchObject([{ state: 'pending' }]);
  expect(sizes()).not.toContain(0);
});

test('sends with the next run what was saved while it was sending', async () => {
  save(many(600));
  const late = someIntent('create');
  await send(({ done }) => {
    if (done === 500) save([late]);
    return true;
  });
  expect(queuedOf(at.database, late.recordId)).toMatchObject([{ state: 'pending' }]);
  await send();
  expect(queuedOf(at.database, late.recordId)).toMatchObject([{ state: 'settled' }]);
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
  const bytes = at.server.received.map((one) => one.bytes);
  expect(Math.max(...bytes)).toBeLessThanOrEqual(maxBatchBytes);
  // Only a mutation that would not have fitted begins a new request.
  for (const [index, one] of at.server.received.entries()) {
    const [next] = at.server.received[index + 1]?.mutations ?? [];
    if (next) expect(one.bytes + JSON.stringify(next).length + 500).toBeGreaterThan(maxBatchBytes);
  }
  expect(states()).toEqual([['settled', 40]]);
});

test('halves a request that is too large for somebody on the way, and comes back to larger ones', async () => {
  save(many(1000));
  at.server.decide = (received) => (received.mutations.length > 200 ? 413 : acceptAll(received));
  expect(await send()).toMatchObject({ settled: 1000, parked: 0, failure: null });
  expect(Math.max(...sizes())).toBeLessThanOrEqual(200);
  expect(sizes().length).toBeLessThan(12);
  expect(states()).toEqual([['settled', 1000]]);
});

test('parks one mutation that is too large all alone, with a reason, and sends all others', async () => {
  const giant = heavy(1_200_000);
  save([...many(30), giant, ...many(30)]);
  at.server.decide = (received) => (received.bytes > maxBatchBytes ? 413 : acceptAll(received));
  expect(await send()).toMatchObject({ settled: 60, parked: 1, failure: null });
  expect(at.database.prepare(`SELECT id, problem FROM outbox WHERE state = 'parked'`).get()).toEqual({
    id: giant.id,
    problem: JSON.stringify({ code: 'internal' }),
  });
});

test('offers under its id again what was too large for somebody on the way: the server may have stored it before', async () => {
  const only = someIntent('create');
  save([only]);
  at.server.decide = () => 413;
  expect(await send()).toMatchObject({ parked: 1 });
  expect(offerAgain(at.database, only.id, { now: 0, newId: randomUUID })).toBe(true);
  at.server.decide = acceptAll;
  await send();
  expect(at.server.received.flatMap(({ mutations }) => mutations.map(({ id }) => id))).toEqual([only.id]);
  expect(states()).toEqual([['settled', 1]]);
});

test('sends a mutation under its id with the same words as the first time after the answer was lost', async () => {
  save(many(1));
  const heard: string[] = [];
  at.server.decide = ({ mutations }) => heard.push(JSON.stringify(mutations)) && 503;
  expect((await send()).failure).not.toBeNull();
  const [first] = at.database.prepare('SELECT record_id FROM outbox').pluck().all() as string[];
  save([someIntent('update', { recordId: first ?? '', base: { note: '' }, changes: { note: 'b' } })]);
  await send();
  expect(heard).toHaveLength(2);
  expect(heard[1]).toBe(heard[0]);
});

test('takes no answer that is longer than one to a full batch can be', async () => {
  save(many(1));
  const long = 'x'.repeat(5 * 1024 * 1024);
  at.server.decide = (received) => acceptAll(received).map((result) => ({ ...result, by: long }));
  expect(await send()).toMatchObject({ settled: 0, failure: { kind: 'answer_not_understood' } });
  expect(states()).toEqual([['pending', 1]]);
});
