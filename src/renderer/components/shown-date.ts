import type { CalendarDate } from '../../shared/contracts/primitives';

/** `2026-11-21` as it is written on paper: `21.11.2026`. */
export function shownDate(date: CalendarDate): string {
  return date.split('-').reverse().join('.');
}

/** A record's title as the main process makes it, with its date as people write dates. */
export function shownTitle(title: string): string {
  return title.replace(/\b\d{4}-\d\d-\d\d\b/g, shownDate);
}
