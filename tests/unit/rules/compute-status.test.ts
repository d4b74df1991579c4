import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectivities, type StatusFacts } from '../../../src/shared/contracts/status';
import { calmFacts } from '../../../src/shared/rules/calm-facts';
import { computeStatus } from '../../../src/shared/rules/compute-status';

const good: StatusFacts = { ...calmFacts, lastSyncedAt: 1 };
const kindOf = (changes: Partial<StatusFacts>) => computeStatus({ ...good, ...changes }).kind;

test('names each of the ten states', () => {
  expect([
    kindOf({ storageProblem: 'disk_full', needsPerson: 3 }),
    kindOf({ needsPerson: 3, signedIn: false }),
    kindOf({ signedIn: false, waiting: 2 }),
    kindOf({ updateNeeded: true, waiting: 2 }),
    kindOf({ connectivity: 'unreachable' }),
    kindOf({ connectivity: 'offline', waiting: 2, pausedUntil: 9 }),
    kindOf({ pausedUntil: 9, waiting: 2 }),
    kindOf({ waiting: 2 }),
    kindOf({ connectivity: 'offline' }),
    kindOf({}),
  ]).toEqual([
    'db_error',
    'attention',
    'auth_needed',
    'update_needed',
    'server_error',
    'offline_pending',
    'paused',
    'syncing',
    'offline_clean',
    'synced',
  ]);
});

test('asks for an update, and blames no network, when the server speaks another protocol', () => {
  expect(kindOf({ connectivity: 'other_protocol', waiting: 3 })).toBe('update_needed');
});

test('says that rows are not finished instead of that everything is sent', () => {
  expect(computeStatus({ ...good, drafts: 4 })).toMatchObject({
    kind: 'attention',
    because: 'drafts',
    count: 4,
  });
  expect(kindOf({ drafts: 4, connectivity: 'offline', waiting: 1 })).toBe('offline_pending');
});

test.each(['hours', 'asked'] as const)(
  'says that nothing goes by itself while something waits (%s)',
  (held) => {
    expect(computeStatus({ ...good, held, waiting: 2 })).toMatchObject({
      kind: 'paused',
      because: held,
      count: 2,
    });
    expect(kindOf({ held, waiting: 2, sending: { done: 0, total: 2 } })).toBe('syncing');
    expect(kindOf({ held })).toBe('synced');
    expect(kindOf({ held, initialised: false })).toBe('paused');
    expect(computeStatus({ ...good, held, waiting: 2, pausedUntil: 9 }).because).toBeNull();
  },
);

test('says "everything is sent" only when nothing waits anywhere', () => {
  const n = fc.nat(3);
  const facts = fc.record({
    storageProblem: fc.constantFrom(null, 'disk_full' as const),
    needsPerson: n,
    heldDeletes: fc.boolean(),
    drafts: n,
    waiting: n,
    signedIn: fc.boolean(),
    accountClosed: fc.boolean(),
    updateNeeded: fc.boolean(),
    connectivity: fc.constantFrom(...connectivities),
    serverFailing: fc.boolean(),
    retryAt: fc.constant(null),
    pausedUntil: fc.constantFrom(null, 5),
    held: fc.constantFrom(null, 'hours' as const, 'asked' as const),
    sending: fc.constantFrom(null, { done: 1, total: 2 }),
    firstDownload: fc.constant(null),
    initialised: fc.boolean(),
    lastSyncedAt: fc.constant(1),
  });
  fc.assert(
    fc.property(facts, (drawn) => {
      const { kind } = computeStatus(drawn);
      if (kind !== 'synced' && kind !== 'offline_clean') return;
      const { needsPerson: needs, heldDeletes: held, drafts, waiting, storageProblem } = drawn;
      expect([needs, held, drafts, waiting, storageProblem]).toEqual([0, false, 0, 0, null]);
    }),
  );
});
