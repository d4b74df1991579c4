import type { CalendarDate } from '../contracts/primitives';
import { invariant } from './assert-never';
import { civilDay, dayNumber, formatIsoDate, parseIsoDate } from './civil-day';
import { readDate } from './read-date';

/** A course that lasts longer is several courses. */
const mostDays = 14;

/**
 * Reads several days that are written as one value: `12-14.3`, `12.3–14.3.26`, `29.2 til 2.3`. Null when the text is
 * no such value, or when the days are more than a course has.
 */
export function readDays(text: string, today: CalendarDate): CalendarDate[] | null {
  const typed = text.trim();
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(typed)) return null;
  const match = /^(\d[^–—-]*?)\s*(?:[–—-]|til|to)\s*(\d.*)$/iu.exec(typed);
  const last = match && readDate(match[2] ?? '', today);
  if (!match || last?.kind !== 'date' || !/[./\s\p{L}]/u.test((match[2] ?? '').replace(/\.$/, '')))
    return null;
  // The first day lies on or before the last one, with the month of the last where it names none.
  const first = readDate((match[1] ?? '').replace(/\.$/, ''), last.date);
  if (first.kind !== 'date') return null;
  const [from, to] = [numberOf(first.date), numberOf(last.date)];
  const count = to - from + 1;
  if (count < 2 || count > mostDays) return null;
  return Array.from({ length: count }, (_, index) => formatIsoDate(civilDay(from + index)));
}

function numberOf(date: CalendarDate): number {
  const day = parseIsoDate(date);
  invariant(day, 'it was read as a date');
  return dayNumber(day);
}
