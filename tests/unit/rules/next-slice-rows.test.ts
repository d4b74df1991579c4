import { expect, test } from 'vitest';
import { firstSliceRows, nextSliceRows } from '../../../src/shared/rules/next-slice-rows';

test('makes slices smaller on a slow machine, and never so small that a batch does not end', () => {
  expect(nextSliceRows(100, 16)).toBe(50);
  expect(nextSliceRows(50, 10_000)).toBe(25);
});

test('makes slices larger step by step where there is time, up to 100 rows', () => {
  expect(nextSliceRows(firstSliceRows, 2)).toBe(75);
  expect(nextSliceRows(75, 2)).toBe(100);
  expect(nextSliceRows(100, 0)).toBe(100);
});

test('takes a clock that was set back for no time at all', () => {
  expect(nextSliceRows(50, -3_600_000)).toBe(75);
});
