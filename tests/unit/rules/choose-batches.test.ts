import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Candidate, chooseBatches } from '../../../src/shared/rules/choose-batches';

const row = (sequence: number, changes: Partial<Candidate> = {}): Candidate => ({
  id: `m${sequence}`,
  sequence,
  entity: 'activities',
  recordId: `r${sequence}`,
  operation: 'create',
  state: 'pending',
  retryAt: null,
  references: [],
  bytes: 400,
  ...changes,
});

test('sends parents before the records that refer to them, whatever was made first', () => {
  const rows = [
    row(1),
    row(2, { entity: 'contacts' }),
    row(3, { entity: 'peer_mentors' }),
    row(4, { references: [{ entity: 'contacts', id: 'r2' }] }),
  ];
  expect(chooseBatches(rows, 0).batches).toEqual([
    { entity: 'contacts', ids: ['m2'] },
    { entity: 'peer_mentors', ids: ['m3'] },
    { entity: 'activities', ids: ['m1', 'm4'] },
  ]);
});

test('puts two mutations of one record in different batches, in the order made', () => {
  const rows = [row(1, { recordId: 'r' }), row(2), row(3, { recordId: 'r', operation: 'update' })];
  expect(chooseBatches(rows, 0).batches.map(({ ids }) => ids)).toEqual([['m1', 'm2'], ['m3']]);
});

test('holds back only what depends on a parked mutation, and says what it waits for', () => {
  const rows = [
    row(1, { entity: 'contacts', state: 'parked' }),
    row(2, { references: [{ entity: 'contacts', id: 'r1' }] }),
    row(3, { recordId: 'r2', operation: 'update' }),
    row(4),
  ];
  const { batches, waitsFor } = chooseBatches(rows, 0);
  expect(batches).toEqual([{ entity: 'activities', ids: ['m4'] }]);
  expect([...waitsFor]).toEqual([
    ['m2', 'm1'],
    ['m3', 'm2'],
  ]);
});

test('leaves a mutation until its time has come, and names the moment', () => {
  const rows = [row(1, { retryAt: 500 }), row(2)];
  expect(chooseBatches(rows, 499)).toMatchObject({ batches: [{ ids: ['m2'] }], nextRetryAt: 500 });
  expect(chooseBatches(rows, 500)).toMatchObject({ batches: [{ ids: ['m1', 'm2'] }], nextRetryAt: null });
});

test('keeps a batch within 500 mutations and 1 MiB', () => {
  const many = chooseBatches(
    Array.from({ length: 1001 }, (_, index) => row(index + 1)),
    0,
  );
  expect(many.batches.map(({ ids }) => ids.length)).toEqual([500, 500, 1]);
  const heavy = chooseBatches(
    Array.from({ length: 5 }, (_, index) => row(index + 1, { bytes: 400_000 })),
    0,
  );
  expect(heavy.batches.map(({ ids }) => ids.length)).toEqual([2, 2, 1]);
});

test('for any outbox: nothing goes twice, nothing goes before what it needs, nothing due stays without a reason', () => {
  const record = fc.integer({ min: 0, max: 6 });
  const any = fc.array(
    fc.record({
      record,
      entity: fc.constantFrom('contacts', 'peer_mentors', 'activities'),
      state: fc.constantFrom('pending', 'pending', 'pending', 'parked', 'in_flight'),
      late: fc.boolean(),
      parent: fc.option(record),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(any, (drawn) => {
      const created = new Set<string>();
      const rows = drawn.map(({ record: r, entity, state, late, parent }, index) => {
        const recordId = `${entity}${r}`;
        const operation = created.has(recordId) ? 'update' : 'create';
        created.add(recordId);
        return row(index + 1, {
          entity: entity as Candidate['entity'],
          recordId,
          operation,
          state: state as Candidate['state'],
          retryAt: late ? 10 : null,
          references:
            entity === 'activities' && parent !== null
              ? [{ entity: 'contacts', id: `contacts${parent}` }]
              : [],
        });
      });
      const { batches, waitsFor } = chooseBatches(rows, 5);
      const order = batches.flatMap(({ ids }) => ids);
      expect(new Set(order).size).toBe(order.length);
      const place = new Map(batches.flatMap(({ ids }, batch) => ids.map((id) => [id, batch] as const)));
      for (const one of rows) {
        const at = place.get(one.id);
        const earlier = rows.filter((other) => other.sequence < one.sequence);
        const own = earlier.filter((other) => other.recordId === one.recordId);
        const parents = earlier.filter(
          (other) => other.operation === 'create' && one.references.some(({ id }) => id === other.recordId),
        );
        if (at === undefined) {
          const held = one.state !== 'pending' || (one.retryAt ?? 0) > 5 || waitsFor.has(one.id);
          expect(held).toBe(true);
        } else {
          for (const needed of [...own, ...parents])
            expect(place.get(needed.id) ?? Number.POSITIVE_INFINITY).toBeLessThan(at);
        }
      }
    }),
  );
});
