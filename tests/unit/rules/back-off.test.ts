import { expect, test } from 'vitest';
import { backOff, standingWait } from '../../../src/shared/rules/back-off';

test('doubles from 30 s to 1 h and waits between half and all of it', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map((failures) => backOff(failures, 1) / 1000);
  expect(longest).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  expect([1, 2, 8].map((failures) => backOff(failures, 0) / 1000)).toEqual([15, 30, 1800]);
});

test('waits for a moment within the hour, and not for one that has come or that only another clock can have named', () => {
  const hour = 3_600_000;
  expect([null, 999, 1000, 1001, 1000 + hour, 1001 + hour].map((until) => standingWait(until, 1000))).toEqual(
    [null, null, null, 1001, 1000 + hour, null],
  );
});
