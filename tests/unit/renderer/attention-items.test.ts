import { expect, test } from 'vitest';
import {
  alikeOnes,
  contentOf,
  groupItems,
  type Item,
  lockedYearOf,
  type Needing,
  whetherPutOff,
} from '../../../src/renderer/screens/attention/attention-items';
import { concernedFields } from '../../../src/renderer/screens/attention/concerned-fields';
import { answersOf, partsOf } from '../../../src/renderer/screens/attention/conflict-answers';
import type { ConflictLine, QueueLine } from '../../../src/shared/contracts/ipc';

const refused = (
  mutationId: string,
  problem: QueueLine['problem'],
  changes: QueueLine['changes'] = {},
): QueueLine => ({
  mutationId,
  entity: 'activities',
  recordId: mutationId,
  operation: 'create',
  title: '',
  state: 'needs_fixing',
  attempts: 1,
  retryAt: null,
  madeAt: 0,
  waitsFor: null,
  problem,
  changes,
});
const conflict = (id: string, changes: Partial<ConflictLine> = {}): ConflictLine => ({
  id,
  entity: 'activities',
  recordId: 'one',
  title: '',
  group: 'what',
  at: 0,
  by: null,
  mineAt: null,
  fields: [{ field: 'durationMin', base: 30, mine: 45, theirs: 60 }],
  deletedThere: false,
  deletedHere: false,
  ...changes,
});
const nothing: Needing = { question: null, refused: [], conflicts: [], duplicates: [] };
const itemOf = (needing: Needing) => groupItems(needing, [])[0]?.items[0] as Item;
const keys = (items: readonly Item[]) => items.map(({ key }) => key);

test('groups by cause, what holds back most first, and what was set aside last', () => {
  const locked = { code: 'year_locked', field: null };
  const a = refused('a', locked);
  const lockedA = itemOf({ ...nothing, refused: [a] });
  const groups = groupItems(
    {
      ...nothing,
      conflicts: [conflict('x')],
      refused: [a, refused('b', { code: 'never heard of', field: null }), refused('c', locked)],
    },
    [{ item: 'a', content: contentOf(lockedA) }],
  );
  expect(groups.map(({ cause, items }) => [cause, keys(items)])).toEqual([
    ['year_locked', ['c', 'a']],
    ['unknown', ['b']],
    ['conflict', ['x']],
  ]);
});

test('only refusals of the same type that is not in use are alike', () => {
  const retired = { code: 'type_retired', field: null };
  const of = (type: string) => ({ activityTypeId: type });
  const lines = [
    refused('a', retired, of('1')),
    refused('b', retired, of('2')),
    refused('c', retired, of('1')),
  ];
  const groups = groupItems({ ...nothing, refused: lines }, []);
  const [first] = groups[0]?.items ?? [];
  expect(first && keys(alikeOnes(groups, first))).toEqual(['a', 'c']);
});

test('what was lost of one record is one item, also when one field was lost twice', () => {
  const lines = [
    conflict('new'),
    conflict('old', { fields: [{ field: 'durationMin', base: 30, mine: 40, theirs: 60 }] }),
    conflict('note', { group: 'note', fields: [{ field: 'note', base: '', mine: 'm', theirs: 't' }] }),
  ];
  expect(groupItems({ ...nothing, conflicts: lines }, [])[0]?.items).toHaveLength(1);
  const parts = partsOf(lines);
  expect(parts.map(({ group, fields }) => [group, fields.map(({ mine }) => mine)])).toEqual([
    ['what', [45]],
    ['note', ['m']],
  ]);
  const choices = {
    what: { kind: 'values' as const, values: { durationMin: 50 } },
    note: { kind: 'mine' as const },
  };
  expect(answersOf(parts, choices)).toEqual([
    { id: 'new', choice: { kind: 'values', values: { durationMin: 50 } } },
    { id: 'old', choice: { kind: 'theirs' } },
    { id: 'note', choice: { kind: 'mine' } },
  ]);
});

test('only fields that she wrote and that the refusal is about can be put right, and none that no value helps', () => {
  const changes = { occurredOn: '2025-01-01', durationMin: 5, batchId: null };
  expect(concernedFields(refused('a', { code: 'year_locked', field: null }, changes))).toEqual([
    'occurredOn',
  ]);
  expect(concernedFields(refused('a', { code: 'validation', field: 'durationMin' }, changes))).toEqual([
    'durationMin',
  ]);
  expect(concernedFields(refused('a', { code: 'validation', field: null }, changes))).toEqual([
    'occurredOn',
    'durationMin',
  ]);
  expect(concernedFields(refused('a', { code: 'internal', field: null }, changes))).toEqual([]);
});

test('what was put off is asked as before once it has changed, and not because it was sent meanwhile', () => {
  const before = itemOf({ ...nothing, conflicts: [conflict('x')] });
  const isPutOff = whetherPutOff([{ item: before.key, content: contentOf(before) }]);
  const stands = (theirs: number) =>
    itemOf({
      ...nothing,
      conflicts: [conflict('x', { fields: [{ field: 'durationMin', base: 30, mine: 45, theirs }] })],
    });
  expect([isPutOff(before), isPutOff(stands(60)), isPutOff(stands(61))]).toEqual([true, true, false]);
  const twice = (note: string, revision: number) =>
    itemOf({
      ...nothing,
      duplicates: [
        { mine: { id: 'm', revision, note }, other: { id: 'o', revision: 4, note: '' }, mineAt: 0 } as never,
      ],
    });
  const unsent = twice('mine', 0);
  const later = whetherPutOff([{ item: unsent.key, content: contentOf(unsent) }]);
  expect([later(twice('mine', 7)), later(twice('changed', 7))]).toEqual([true, false]);
});

test('a locked year keeps back everything refused for it, also what was meant as a change', () => {
  const locked = { code: 'year_locked', field: null };
  const lines = [
    refused('a', locked, { occurredOn: '2025-12-30' }),
    { ...refused('b', locked, { occurredOn: '2025-01-02' }), operation: 'update' as const },
    refused('c', locked, { occurredOn: '2024-01-02' }),
    refused('d', locked, { note: 'no day' }),
  ];
  const items = groupItems({ ...nothing, refused: lines }, []).flatMap((group) => group.items);
  expect(items.map((item) => lockedYearOf(item, items))).toEqual([
    { year: 2025, count: 2 },
    { year: 2025, count: 2 },
    { year: 2024, count: 1 },
    null,
  ]);
});
