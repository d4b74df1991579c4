import { expect, test } from 'vitest';
import { readDays } from '../../../src/shared/rules/read-days';

const today = '2026-11-21';
const ends = (text: string) => {
  const days = readDays(text, today);
  return days && [days[0], days.at(-1), days.length];
};

test.each([
  ['12-14.3', '2026-03-12', '2026-03-14', 3],
  ['12.-14.3.', '2026-03-12', '2026-03-14', 3],
  ['12.3–14.3.25', '2025-03-12', '2025-03-14', 3],
  ['28.2 til 2.3', '2026-02-28', '2026-03-02', 3],
  ['30.12-1.1', '2025-12-30', '2026-01-01', 3],
  ['27-29. mars', '2026-03-27', '2026-03-29', 3],
])('%s is several days', (text, first, last, count) => {
  expect(ends(text)).toEqual([first, last, count]);
});

test.each(['12', '12.3', '-2', '2026-03-12', '14-12.3', '12-12.3', '1.1-31.3', '12-3', 'ma', 'i går', ''])(
  '%s is no course',
  (text) => {
    expect(readDays(text, today)).toBeNull();
  },
);
