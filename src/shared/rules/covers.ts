import type { CalendarDate } from '../contracts/primitives';

/** Whether a day lies within a time that may be open at either end. */
export function covers(from: CalendarDate | null, to: CalendarDate | null, on: CalendarDate): boolean {
  return (from === null || from <= on) && (to === null || on <= to);
}
