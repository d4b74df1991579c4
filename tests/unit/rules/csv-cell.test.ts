import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, csvLine } from '../../../src/shared/rules/csv-cell';
import { guardFormula, looksLikeFormula, unguardFormula } from '../../../src/shared/rules/guard-formula';

test.each([
  ['=1+1', `"'=1+1"`],
  ['+47', `"'+47"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['＝1+1', `"'＝1+1"`],
  ['\tx', `"'\tx"`],
  ['Oslo,=1+1', `"Oslo,'=1+1"`],
  ['a "=1+1"', `"a ""'=1+1"""`],
  ['\r=x', `"'\r=x"`],
  ['a;b', '"a;b"'],
  ['a, b', 'a, b'],
  ['say "no"', '"say ""no"""'],
  ['a = b', 'a = b'],
  ['', ''],
])('keeps %j from being read as a formula or as two cells', (value, cell) => {
  expect(csvCell(value, 'nb')).toBe(cell);
});

test('leaves numbers as numbers, and ends a line as spreadsheets expect', () => {
  expect(csvLine([-5, 'x'], 'nb')).toBe('-5;x\r\n');
});

test('is the same text again once it has been read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...`=+-@＝'",;\t\r\na1`) }), (text) => {
      expect(unguardFormula(guardFormula(text))).toBe(text);
    }),
  );
});

test('tells a formula from a number with its sign', () => {
  expect(['=A1', '+47 22 22 22 22', '-2', '@x', 'a=b', '-1+2'].filter(looksLikeFormula)).toEqual([
    '=A1',
    '@x',
    '-1+2',
  ]);
});
