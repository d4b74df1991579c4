import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readDuration } from '../../../src/shared/rules/read-duration';
import { readDecimal, readWhole } from '../../../src/shared/rules/read-number';

describe('reads a duration that is typed', () => {
  test.each([
    ['90', 90],
    [' 90 ', 90],
    ['45 min', 45],
    ['45m', 45],
    ['1t30', 90],
    ['1t 30m', 90],
    ['1 t', 60],
    ['2t', 120],
    ['1,5t', 90],
    ['1.5t', 90],
    ['1,25 timer', 75],
    ['1,5', 90],
    ['1.5', 90],
    ['1:30', 90],
    ['1h30', 90],
    ['1 time 30 min', 90],
    ['1T30', 90],
    ['0', 0],
    ['9999', 9999],
  ])('%s is %i minutes', (text, minutes) => {
    expect(readDuration(text)).toEqual({ kind: 'minutes', minutes });
  });

  test.each(['', '9x', '1t75', '1:99', '1.30', 't', '-30', '1,5,5', 'en time', '1e3'])(
    '%s is not understood',
    (text) => {
      expect(readDuration(text)).toEqual({ kind: 'not_understood' });
    },
  );

  it('reads every duration the same from minutes, hours and minutes, and clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 59 }), (hours, rest) => {
        const reading = { kind: 'minutes', minutes: hours * 60 + rest };
        for (const text of [
          `${hours * 60 + rest}`,
          `${hours}t${rest}`,
          `${hours}:${rest}`,
          `${hours}h${rest}m`,
        ])
          expect(readDuration(text)).toEqual(reading);
      }),
    );
  });

  it('answers whole minutes or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readDuration(text);
        if (reading.kind === 'minutes') expect(Number.isInteger(reading.minutes)).toBe(true);
      }),
    );
  });
});

describe('reads a number that is typed', () => {
  test.each([
    ['5', 5],
    ['1 200', 1200],
    ['350 kr', 350],
    ['350,-', 350],
    ['-1', -1],
  ])('whole: %s is %i', (text, value) => {
    expect(readWhole(text)).toEqual({ kind: 'number', value });
  });

  test.each(['', 'fem', '1,5', '1 20', '5 stk'])('whole: %s is not understood', (text) => {
    expect(readWhole(text)).toEqual({ kind: 'not_understood' });
  });

  test.each([
    ['12,5', 12.5],
    ['12.5 km', 12.5],
    ['1 000', 1000],
  ])('decimal: %s is %d', (text, value) => {
    expect(readDecimal(text)).toEqual({ kind: 'number', value });
  });
});
