import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outbox } from '../../../../src/main/database/schema';
import { enqueue } from '../../../../src/main/outbox/enqueue';
import { pruneSettled } from '../../../../src/main/outbox/prune-settled';
import { settle } from '../../../../src/main/outbox/settle';
import { claimAll, someIntent } from '../../../support/outbox-fixture';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
let it: TestDatabase;
beforeEach(() => {
  it = makeTestDatabase();
});
afterEach(() => it.remove());

const row = () => it.database.orm.select().from(outbox).get();
/** One try that fails on its own. */
function fail(now: number): void {
  const sent = claimAll(it.database, now).map((claimed) => ({
    row: claimed,
    result: { id: claimed.id, outcome: 'failed' as const },
    asShown: false,
  }));
  settle(it.database, sent, { now, fraction: () => 0.5, newId: () => randomUUID() });
}

test('parks a mutation that fails only after eight tries and a day, whichever comes last', () => {
  enqueue(it.database, [someIntent('create')], 0);
  for (let tries = 0; tries < 20; tries++) fail(tries * 1000);
  expect(row()).toMatchObject({ state: 'pending', attempts: 20, firstFailedAt: 0 });
  fail(dayMs - 1);
  expect(row()?.state).toBe('pending');
  fail(dayMs);
  expect(row()).toMatchObject({ state: 'parked', problem: { code: 'internal' }, retryAt: null });
});

test('does not park after a day of few tries', () => {
  enqueue(it.database, [someIntent('create')], 0);
  for (let tries = 0; tries < 7; tries++) fail(tries * dayMs);
  expect(row()).toMatchObject({ state: 'pending', attempts: 7 });
  fail(7 * dayMs);
  expect(row()?.state).toBe('parked');
});

test('keeps what is settled for 30 days and what is parked for ever', () => {
  enqueue(it.database, [someIntent('create'), someIntent('create')], 0);
  const [settled, parked] = it.database.orm.select().from(outbox).all();
  it.database
    .prepare(`UPDATE outbox SET state = 'settled', outcome = 'applied', settled_at = 5 WHERE id = ?`)
    .run(settled?.id);
  it.database
    .prepare(`UPDATE outbox SET state = 'parked', outcome = 'rejected' WHERE id = ?`)
    .run(parked?.id);
  expect(pruneSettled(it.database, 30 * dayMs + 5)).toBe(0);
  expect(pruneSettled(it.database, 30 * dayMs + 6)).toBe(1);
  expect(pruneSettled(it.database, 9999 * dayMs)).toBe(0);
  expect(
    it.database.orm
      .select()
      .from(outbox)
      .all()
      .map(({ state }) => state),
  ).toEqual(['parked']);
});
