import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  civilDay,
  dayNumber,
  formatIsoDate,
  parseIsoDate,
  weekday,
} from '../../../src/shared/rules/civil-day';
import { readDate } from '../../../src/shared/rules/read-date';

/** A Saturday. */
const today = '2026-11-21';

describe('reads a date that is typed', () => {
  test.each([
    ['21', '2026-11-21'],
    ['12', '2026-11-12'],
    ['12.', '2026-11-12'],
    ['22', '2026-10-22'],
    ['31', '2026-10-31'],
    ['12.3', '2026-03-12'],
    ['12.3.', '2026-03-12'],
    ['12/3', '2026-03-12'],
    ['12 3', '2026-03-12'],
    ['1203', '2026-03-12'],
    ['24.12', '2025-12-24'],
    ['29.2', '2024-02-29'],
    ['12.3.26', '2026-03-12'],
    ['12.03.2026', '2026-03-12'],
    ['120326', '2026-03-12'],
    ['12032026', '2026-03-12'],
    ['1.1.27', '2027-01-01'],
    ['2026-03-12', '2026-03-12'],
    ['12. mars', '2026-03-12'],
    ['3 okt', '2026-10-03'],
    ['24. desember 2025', '2025-12-24'],
    ['i dag', '2026-11-21'],
    ['I går', '2026-11-20'],
    ['i går', '2026-11-20'],
    ['igår', '2026-11-20'],
    ['i førgår', '2026-11-19'],
    ['yesterday', '2026-11-20'],
    ['-2', '2026-11-19'],
    ['+1', '2026-11-22'],
    ['ma', '2026-11-16'],
    ['må', '2026-11-16'],
    ['ty', '2026-11-17'],
    ['to', '2026-11-19'],
    ['tu', '2026-11-17'],
    ['fredag', '2026-11-20'],
    ['lø', '2026-11-21'],
    ['laurdag', '2026-11-21'],
    ['sø', '2026-11-15'],
    [' 12.3 ', '2026-03-12'],
  ])('%s is %s', (text, date) => {
    expect(readDate(text, today)).toEqual({ kind: 'date', date });
  });

  test.each(['31.2', '32', '0', '12.13', '31.4.26', '2026-02-30', '29.2.26', '31. februar'])(
    '%s is no real day',
    (text) => {
      expect(readDate(text, today)).toEqual({ kind: 'not_real' });
    },
  );

  test.each([
    '',
    'x',
    '12x',
    'm',
    'snart',
    '12.3.2',
    '1.2.3.4',
    '12. tull',
    '12:30',
    '__proto__',
    'constructor',
  ])('%s is not understood', (text) => {
    expect(readDate(text, today)).toEqual({ kind: 'not_understood' });
  });

  test.each([
    ['2026-03-29', '-1', '2026-03-28'],
    ['2026-03-30', '-1', '2026-03-29'],
    ['2026-10-25', '-1', '2026-10-24'],
    ['2026-10-26', 'i går', '2026-10-25'],
    ['2026-03-01', 'i går', '2026-02-28'],
    ['2026-01-01', '31', '2025-12-31'],
    ['2028-03-01', '29', '2028-02-29'],
  ])('counts days across summer time and month ends: on %s, %s is %s', (now, text, date) => {
    expect(readDate(text, now)).toEqual({ kind: 'date', date });
  });
});

const someDay = fc.integer({ min: dayNumber({ year: 2000, month: 1, day: 1 }), max: 40_000 });

describe('civil days', () => {
  it('come back the same from their number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 800_000 }), (day) => dayNumber(civilDay(day)) === day),
    );
  });

  it('agree with the calendar of the platform', () => {
    fc.assert(
      fc.property(someDay, (day) => {
        const instant = new Date(day * 86_400_000);
        expect(formatIsoDate(civilDay(day))).toBe(instant.toISOString().slice(0, 10));
        expect(weekday(day)).toBe((instant.getUTCDay() + 6) % 7);
      }),
    );
  });
});

describe('readDate', () => {
  it('never reads a day or a day and month as a day to come', () => {
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 12 }),
        (now, day, month) => {
          const on = formatIsoDate(civilDay(now));
          for (const text of [`${day}`, `${day}.${month}`]) {
            const reading = readDate(text, on);
            if (reading.kind === 'date') expect(reading.date <= on).toBe(true);
          }
        },
      ),
    );
  });

  it('reads back every date written out with its year', () => {
    fc.assert(
      fc.property(someDay, (day) => {
        const date = formatIsoDate(civilDay(day));
        const { year, month, day: dayOfMonth } = civilDay(day);
        expect(readDate(date, today)).toEqual({ kind: 'date', date });
        expect(readDate(`${dayOfMonth}.${month}.${year}`, today)).toEqual({ kind: 'date', date });
      }),
    );
  });

  it('answers something for any text, and only real days', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readDate(text, today);
        if (reading.kind === 'date') expect(parseIsoDate(reading.date)).not.toBeNull();
      }),
    );
  });
});
