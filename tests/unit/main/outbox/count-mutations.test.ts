import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countMutations } from '../../../../src/main/database/count-work';
import { outboxStates } from '../../../../src/main/database/schema';
import { enqueue } from '../../../../src/main/outbox/enqueue';
import { someIntent } from '../../../support/outbox-fixture';
import { makeTestDatabase } from '../../../support/test-database';

test('counts what waits and what is parked, whatever became of the mutations', () => {
  const it = makeTestDatabase();
  enqueue(
    it.database,
    Array.from({ length: 6 }, () => someIntent('create')),
    1,
  );
  const step = fc.record({
    number: fc.integer({ min: 1, max: 6 }),
    to: fc.constantFrom(...outboxStates, 'gone' as const),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      for (const { number, to } of steps) {
        if (to === 'gone') it.database.prepare('DELETE FROM outbox WHERE sequence = ?').run(number);
        else it.database.prepare('UPDATE outbox SET state = ? WHERE sequence = ?').run(to, number);
        const counted = it.database
          .prepare(
            `SELECT count(*) FILTER (WHERE state IN ('pending', 'in_flight')) AS waiting,
               count(*) FILTER (WHERE state = 'parked') AS parked,
               count(*) FILTER (WHERE state IN ('pending', 'in_flight', 'parked')) AS unsettled FROM outbox`,
          )
          .get();
        expect(countMutations(it.database)).toEqual(counted);
      }
    }),
  );
  it.remove();
});
