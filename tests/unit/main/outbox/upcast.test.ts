import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdsNewer } from '../../../../src/main/database/count-work';
import { outbox } from '../../../../src/main/database/schema';
import { readSyncState } from '../../../../src/main/database/sync-state';
import { bringUpToDate } from '../../../../src/main/outbox/bring-up-to-date';
import { claim, listCandidates, release } from '../../../../src/main/outbox/claim';
import { readStatusFacts } from '../../../../src/main/sync/read-status-facts';
import { schemaVersion } from '../../../../src/shared/contracts/mutations';
import { chooseBatches } from '../../../../src/shared/rules/choose-batches';
import { freeHabits } from '../../../../src/shared/rules/may-sync-now';
import { type MutationShape, upcastMutation } from '../../../../src/shared/rules/upcast-mutation';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

/** Minutes became hours, then the note got a language. */
const thirdShape: MutationShape = {
  version: 3,
  steps: [
    ({ payload }) => {
      const { durationMin, ...rest } = payload.changes;
      return { ...payload, changes: { ...rest, hours: Number(durationMin) / 60 } };
    },
    ({ payload }) => ({ ...payload, changes: { ...payload.changes, language: 'nb' } }),
  ],
};

let it: TestDatabase;
beforeEach(() => {
  it = makeTestDatabase();
});
afterEach(() => it.remove());

function queue(version: number, changes: Record<string, number | string>, recordId = randomUUID()): string {
  const id = randomUUID();
  it.database.orm
    .insert(outbox)
    .values({
      id,
      operation: 'update',
      entity: 'activities',
      recordId,
      endpoint: '/v1/activities/mutations',
      payload: { base: {}, changes, references: [] },
      schemaVersion: version,
      state: 'pending',
      madeAt: 1,
      actor: 'a',
    })
    .run();
  return id;
}
const stored = (id: string) => {
  const row = it.database.orm
    .select()
    .from(outbox)
    .all()
    .find((one) => one.id === id);
  return { version: row?.schemaVersion, changes: row?.payload.changes };
};

test('brings what older versions have queued to the asked shape, step by step', () => {
  const first = queue(1, { durationMin: 90 });
  const second = queue(2, { hours: 2 });
  const third = queue(3, { hours: 3, language: 'nn' });
  it.database.write(() => bringUpToDate(it.database, [first, second, third], thirdShape));
  expect([first, second, third].map(stored)).toEqual([
    { version: 3, changes: { hours: 1.5, language: 'nb' } },
    { version: 3, changes: { hours: 2, language: 'nb' } },
    { version: 3, changes: { hours: 3, language: 'nn' } },
  ]);
});

test('never changes one that was taken for sending before, so that it goes again as it went', () => {
  const id = queue(1, { durationMin: 90 });
  const [first] = claim(it.database, [id], 5);
  release(it.database, [id]);
  it.database.write(() => bringUpToDate(it.database, [id], thirdShape));
  const [again] = claim(it.database, [id], 9);
  expect(again).toEqual(first);
  expect(again?.schemaVersion).toBe(1);
});

test('changes nothing when the taking does not reach the disk', () => {
  const id = queue(1, { durationMin: 90 });
  const cut = () =>
    it.database.write(() => {
      bringUpToDate(it.database, [id], thirdShape);
      throw new Error('cut');
    });
  expect(cut).toThrow('cut');
  it.reopen();
  expect(stored(id)).toEqual({ version: 1, changes: { durationMin: 90 } });
});

test('leaves what a later version has queued alone, holds what depends on it, and asks for the update', () => {
  const recordId = randomUUID();
  const newer = queue(schemaVersion + 1, { hours: 1 }, recordId);
  const after = queue(schemaVersion, { note: 'x' }, recordId);
  const other = queue(schemaVersion, { note: 'y' });
  const { batches, waitsFor } = chooseBatches(listCandidates(it.database), 1);
  expect([batches.flatMap(({ ids }) => ids), [...waitsFor]]).toEqual([[other], [[after, newer]]]);
  readSyncState(it.database, randomUUID);
  const newerQueued = holdsNewer(it.database);
  const live = {
    connectivity: 'online' as const,
    signedIn: true,
    newerQueued,
    sending: null,
    habits: freeHabits,
    now: 1,
    newId: randomUUID,
  };
  expect(readStatusFacts(it.database, live).updateNeeded).toBe(true);
  expect(
    upcastMutation(
      {
        entity: 'activities',
        operation: 'update',
        schemaVersion: 4,
        payload: { base: {}, changes: {}, references: [] },
      },
      thirdShape,
    ),
  ).toBeNull();
});
