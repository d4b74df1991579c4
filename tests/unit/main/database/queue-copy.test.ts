import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { queueCopyOf, readQueueCopy } from '../../../../src/main/database/read-queue-copy';
import { outbox } from '../../../../src/main/database/schema';
import { createSealer, deriveFrameKey } from '../../../../src/main/database/sealed-frames';
import { enqueue } from '../../../../src/main/outbox/enqueue';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

const now = 1_800_000_000_000;
let held: TestDatabase;
beforeEach(() => {
  held = makeTestDatabase();
});
afterEach(() => held.remove());

const settleAll = () =>
  held.database.orm.update(outbox).set({ state: 'settled', outcome: 'applied', settledAt: now }).run();

test('holds every mutation of a save, in order', () => {
  propose(9);
  expect([...readCopy().mutations.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(readCopy().isWhole).toBe(true);
});

test('keeps what was settled by a commit that nothing durable has followed, and closes it with the next', () => {
  propose(2);
  held.database.writeSoon(settleAll);
  expect(readCopy().mutations.size).toBe(2);
  held.database.write(() => {});
  expect([...readCopy().settled]).toEqual([1, 2]);
  expect(readCopy().mutations.size).toBe(0);
});

test('reads mutations that an earlier version sealed one by one', () => {
  propose(2);
  const seal = createSealer(deriveFrameKey(held.key));
  const rows = [...readCopy().mutations.values()];
  const frames = rows.map((row, index) => seal(index + 1, { kind: 'mutation', row }));
  writeFileSync(queueCopyOf(held.file), Buffer.concat(frames));
  expect([...readCopy().mutations.values()]).toEqual(rows);
  expect(readCopy()).toMatchObject({ isWhole: true, sequence: 2 });
});

function propose(count: number): void {
  const intents = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    operation: 'create' as const,
    entity: 'peer_mentors' as const,
    recordId: randomUUID(),
    changes: { displayName: `Navn ${index}`, shortCode: `N${index}`, homeUnitId: randomUUID() },
    base: {},
    references: [],
    madeAt: now,
    actor: 'someone',
  }));
  enqueue(held.database, intents, now);
}

function readCopy() {
  const copy = readQueueCopy(held.file, held.key);
  if (copy === null || copy === 'unreadable') throw new Error('There is no copy.');
  return copy;
}
