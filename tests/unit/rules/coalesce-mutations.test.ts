import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Operation } from '../../../src/shared/contracts/mutations';
import type { Json } from '../../../src/shared/contracts/primitives';
import { coalesceMutations, type Intention, type Queued } from '../../../src/shared/rules/coalesce-mutations';
import { overlayMutations } from '../../../src/shared/rules/overlay-mutations';

const intention = (operation: Operation, changes: Partial<Intention> = {}): Intention => ({
  operation,
  base: {},
  changes: {},
  references: [],
  baseRevision: null,
  actor: 'kari',
  ...changes,
});
const queued = (operation: Operation, changes: Partial<Queued> = {}): Queued => ({
  ...intention(operation),
  state: 'pending',
  wasClaimed: false,
  isReferredTo: false,
  ...changes,
});
const join = (first: Queued, later: Intention, needsLater = false) =>
  coalesceMutations(first, later, { needsLater });

const operations = ['create', 'update', 'delete'] as const;
const situations: [string, Partial<Queued>][] = [
  ['pending', {}],
  ['claimed', { wasClaimed: true }],
  ['in flight', { wasClaimed: true, state: 'in_flight' }],
  ['parked', { wasClaimed: true, state: 'parked' }],
  ['parked unsent', { state: 'parked' }],
];
/** What two mutations become while the first was never claimed; in every other situation they stay apart. */
const joined: Record<`${Operation} ${Operation}`, string> = {
  'create create': 'apart',
  'create update': 'one create',
  'create delete': 'nothing',
  'update create': 'apart',
  'update update': 'one update',
  'update delete': 'one delete',
  'delete create': 'apart',
  'delete update': 'apart',
  'delete delete': 'apart',
};

for (const first of operations)
  for (const second of operations)
    for (const [situation, state] of situations) {
      const expected = situation === 'pending' ? joined[`${first} ${second}`] : 'apart';
      test(`${first} (${situation}), then ${second} - ${expected}`, () => {
        const answer = join(queued(first, state), intention(second));
        expect(answer.kind === 'one' ? `one ${answer.intention.operation}` : answer.kind).toBe(expected);
      });
    }

test('keeps the first look and the last word of each field when two edits become one', () => {
  const answer = join(
    queued('update', { baseRevision: 3, base: { note: 'a', km: 1 }, changes: { note: 'b', km: 2 } }),
    intention('update', { baseRevision: 3, base: { note: 'b', toll: 5 }, changes: { note: 'c', toll: 6 } }),
  );
  expect(answer).toEqual({
    kind: 'one',
    intention: intention('update', {
      baseRevision: 3,
      base: { note: 'a', km: 1, toll: 5 },
      changes: { note: 'c', km: 2, toll: 6 },
    }),
  });
});

test('deletes on what the server has, not on what an unsent edit made of it', () => {
  const answer = join(
    queued('update', { baseRevision: 3, base: { note: 'a' }, changes: { note: 'b' } }),
    intention('delete', { baseRevision: 3, base: { note: 'b', km: 1 } }),
  );
  expect(answer).toMatchObject({
    intention: { operation: 'delete', base: { note: 'a', km: 1 }, changes: {} },
  });
});

test('leaves a creation that is edited without a base', () => {
  const answer = join(
    queued('create', { changes: { note: 'a' } }),
    intention('update', { base: { note: 'a' }, changes: { note: 'b' } }),
  );
  expect(answer).toMatchObject({ intention: { operation: 'create', base: {}, changes: { note: 'b' } } });
});

test('no longer needs a record that only a replaced value named, and needs every other', () => {
  const contact = (id: string) => ({ entity: 'contacts' as const, id });
  const answer = join(
    queued('create', {
      changes: { contactId: 'c1', mentors: [{ peerMentorId: 'm1' }] },
      references: [contact('c1'), { entity: 'peer_mentors', id: 'm1' }, contact('unnamed')],
    }),
    intention('update', { changes: { contactId: 'c2' }, references: [contact('c2')] }),
  );
  expect(answer).toMatchObject({
    intention: { references: [{ id: 'm1' }, { id: 'unnamed' }, { id: 'c2' }] },
  });
});

test.each([
  ['another person made it', queued('update'), intention('update', { actor: 'ola' }), false],
  [
    'another revision was seen',
    queued('update', { baseRevision: 2 }),
    intention('update', { baseRevision: 3 }),
    false,
  ],
  ['it needs a record that is created after the first', queued('create'), intention('update'), true],
  [
    'others need the record that would vanish',
    queued('create', { isReferredTo: true }),
    intention('delete'),
    false,
  ],
])('stays apart when %s', (_why, first, later, needsLater) => {
  expect(join(first, later, needsLater)).toEqual({ kind: 'apart' });
});

test('for any edits of one record: what is joined shows the same as what is apart', () => {
  const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer() as fc.Arbitrary<Json>);
  const any = fc.record({
    first: fc.constantFrom('create', 'update'),
    row: fields,
    one: fields,
    two: fields,
    ends: fc.boolean(),
  });
  fc.assert(
    fc.property(any, ({ first, row, one, two, ends }) => {
      const server = first === 'create' ? null : row;
      const earlier = queued(first as Operation, { changes: one });
      const later = intention(ends ? 'delete' : 'update', { changes: ends ? {} : two });
      const answer = join(earlier, later);
      const together = answer.kind === 'one' ? [answer.intention] : [];
      expect(overlayMutations(server, together)).toEqual(overlayMutations(server, [earlier, later]));
    }),
  );
});
