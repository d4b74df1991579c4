import type { CalendarDate } from '../../shared/contracts/primitives';

/** `2026-11-21` as it is written on paper: `21.11.2026`. */
export function shownDate(date: CalendarDate): string {
  return date.split('-').reverse().join('.');
}
