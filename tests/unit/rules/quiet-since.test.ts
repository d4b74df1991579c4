import { expect, test } from 'vitest';
import { quietSince } from '../../../src/shared/rules/quiet-since';
import { whoIsMissing } from '../../../src/shared/rules/who-is-missing';

const months = (...latest: number[]) => [...Array<number>(12 - latest.length).fill(0), ...latest];
const quiet = quietSince(
  whoIsMissing(
    [
      { id: 'busy', months: months(4, 4, 4, 4, 0) },
      { id: 'seldom', months: months(1, 0, 0, 0, 0, 1, 0) },
      { id: 'silent', months: months() },
      { id: 'heard', months: months(4, 4, 1) },
    ],
    '2026-11-22',
  ),
);

test.each([
  [
    'of one who usually has something by now, the day she was last heard of',
    'busy',
    '2026-10-30',
    '2026-10-30',
  ],
  ['of one who seldom has anything, nothing', 'seldom', '2026-10-02', null],
  [
    'of one with nothing in all the months looked at, the day before them',
    'silent',
    '2024-02-01',
    '2024-02-01',
  ],
  ['of one with nothing ever, never', 'silent', null, 'never'],
  ['of one heard of this month, nothing', 'heard', '2026-11-02', null],
])('%s', (_name, id, lastOn, expected) => {
  expect(quiet({ id, lastOn })).toBe(expected);
});
