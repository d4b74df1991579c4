import { expect, test } from 'vitest';
import { periodDays } from '../../../src/shared/rules/period-days';

test.each([
  ['this_month', '2026-11-22', '2026-11-01', '2026-11-31'],
  ['last_month', '2026-11-22', '2026-10-01', '2026-10-31'],
  ['last_month', '2026-01-01', '2025-12-01', '2025-12-31'],
  ['this_year', '2026-01-01', '2026-01-01', '2026-12-31'],
  ['last_year', '2026-12-31', '2025-01-01', '2025-12-31'],
] as const)('%s on %s is from %s to %s', (period, today, from, to) => {
  expect(periodDays({ period }, today)).toEqual({ from, to });
});

test('own days are as given, and open where nothing is given', () => {
  expect(periodDays({ period: 'own', from: '2026-02-03' }, '2026-11-22')).toEqual({
    from: '2026-02-03',
    to: null,
  });
});

test('nothing is left out without a period, whatever days are kept for later', () => {
  expect(periodDays({ from: '2026-02-03', to: '2026-02-04' }, '2026-11-22')).toEqual({
    from: null,
    to: null,
  });
});
