import type { CalendarDate } from '../contracts/primitives';

/** So many months as `YYYY-MM`, oldest first, the month of today last. */
export function latestMonths(today: CalendarDate, count: number): string[] {
  const current = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, index) => {
    const number = current - (count - 1) + index;
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
  });
}
