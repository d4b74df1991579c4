import { expect, test } from 'vitest';
import { monthsLooked, whoIsMissing } from '../../../src/shared/rules/who-is-missing';

/** The months before are empty. */
const months = (...latest: number[]) => [
  ...Array.from({ length: monthsLooked - latest.length }, () => 0),
  ...latest,
];
const judged = (latest: number[], today: string) =>
  whoIsMissing([{ id: 'a', months: months(...latest) }], today)[0];

test('names nobody who has a registration this month, however few', () => {
  expect(judged([9, 9, 9, 1], '2026-11-30')).toBeUndefined();
});

test('misses a mentor as soon as her usual level would have given one registration', () => {
  const table: [latest: number[], today: string, kind: string][] = [
    [[4, 4, 4, 0], '2026-11-07', 'not_yet'],
    [[4, 4, 4, 0], '2026-11-08', 'missing'],
    [[1, 1, 1, 0], '2026-11-29', 'not_yet'],
    [[1, 1, 1, 0], '2026-11-30', 'missing'],
    [[1, 0, 1, 0, 0], '2026-11-01', 'not_yet'],
    [[3, 3, 0, 0], '2026-11-01', 'missing'],
    [[0, 0], '2026-11-30', 'silent'],
    [[12, 0], '2028-02-29', 'missing'],
    [[31, 0], '2026-12-01', 'missing'],
  ];
  expect(table.map(([latest, today]) => judged(latest, today)?.kind)).toEqual(
    table.map(([, , kind]) => kind),
  );
});

test('takes her usual level from the months since her first, the quiet ones included', () => {
  expect(judged([6, 3, 0, 0], '2026-11-15')).toEqual({
    id: 'a',
    kind: 'missing',
    usual: 3,
    quietMonths: 1,
    expected: 4.5,
  });
  expect(judged([], '2026-11-15')).toEqual({
    id: 'a',
    kind: 'silent',
    usual: 0,
    quietMonths: 11,
    expected: 0,
  });
});

test('puts the most unusual silence first, and those who are always silent last', () => {
  const mentors = [
    { id: 'silent', months: months(0) },
    { id: 'seldom', months: months(1, 0, 0, 0, 0, 0) },
    { id: 'busy', months: months(20, 20, 0) },
    { id: 'long quiet', months: months(20, 20, 20, 0, 0) },
    { id: 'here', months: months(2, 2) },
  ];
  expect(whoIsMissing(mentors, '2026-11-20').map(({ id }) => id)).toEqual([
    'long quiet',
    'busy',
    'seldom',
    'silent',
  ]);
});
