import { expect, test } from 'vitest';
import { csvCell, csvLine } from '../../../src/shared/rules/csv-cell';

test.each([
  ['=1+1', "'=1+1"],
  ['+47', "'+47"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\r=x', `"'\r=x"`],
  ['a;b', '"a;b"'],
  ['say "no"', '"say ""no"""'],
  ['a = b', 'a = b'],
  ['', ''],
])('keeps %j from being read as a formula or as two cells', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

test('leaves numbers as numbers, and ends a line as spreadsheets expect', () => {
  expect(csvLine([-5, 'x'])).toBe('-5;x\r\n');
});
