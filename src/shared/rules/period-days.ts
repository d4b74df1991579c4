import type { ActivityFilter } from '../contracts/activity-list';
import type { CalendarDate } from '../contracts/primitives';
import { assertNever } from './assert-never';

/** Days, both included; null for an open end. */
export type Days = { from: CalendarDate | null; to: CalendarDate | null };

/** The days that a filter's period has on a day. A month or a year is the whole of it, also what is yet to come. */
export function periodDays(
  { period = 'all', from = null, to = null }: Pick<ActivityFilter, 'period' | 'from' | 'to'>,
  today: CalendarDate,
): Days {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  switch (period) {
    case 'all':
      return { from: null, to: null };
    case 'this_month':
      return monthDays(year, month);
    case 'last_month':
      return month === 1 ? monthDays(year - 1, 12) : monthDays(year, month - 1);
    case 'this_year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case 'last_year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    case 'own':
      return { from, to };
    default:
      return assertNever(period);
  }
}

/** The 31st is the end of every month for dates that are compared as text. */
function monthDays(year: number, month: number): Days {
  const start = `${year}-${String(month).padStart(2, '0')}`;
  return { from: `${start}-01`, to: `${start}-31` };
}
