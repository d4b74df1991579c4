import type { CalendarDate } from '../contracts/primitives';
import { invariant } from './assert-never';
import {
  type CivilDay,
  civilDay,
  dayNumber,
  formatIsoDate,
  isRealDay,
  parseIsoDate,
  weekday,
} from './civil-day';
import { monthNames, relativeDays, weekdayNames } from './date-words';

export type DateReading =
  | { kind: 'date'; date: CalendarDate }
  /** It looks like a date, but the calendar has no such day. */
  | { kind: 'not_real' }
  | { kind: 'not_understood' };

const notReal: DateReading = { kind: 'not_real' };
const notUnderstood: DateReading = { kind: 'not_understood' };

/**
 * Reads a date the way it is typed: `12`, `12.3`, `12.3.26`, `1203`, `12. mars`, `i går`, `-2`, `ma`, `2026-03-12`.
 * What is left out is filled so that the day is the most recent one not after `today`; a date with its year is
 * taken at its word, also when it lies in the future.
 */
export function readDate(text: string, today: CalendarDate): DateReading {
  const now = parseIsoDate(today);
  invariant(now, 'today is a calendar date');
  const typed = text.trim().toLowerCase().normalize('NFC').replace(/\s+/g, ' ');
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(typed)) return readIso(typed);
  return readWord(typed, now) ?? readNumbers(typed, now) ?? readMonthName(typed, now) ?? notUnderstood;
}

function readIso(typed: string): DateReading {
  const [year, month, day] = typed.split('-').map(Number);
  return whole({ year: year ?? 0, month: month ?? 0, day: day ?? 0 });
}

function readWord(typed: string, now: CivilDay): DateReading | null {
  const today = dayNumber(now);
  const relative = relativeDays.get(typed);
  if (relative !== undefined) return found(today + relative);
  const offset = /^([+-])(\d{1,3})$/.exec(typed);
  if (offset) return found(today + Number(`${offset[1]}${offset[2]}`));
  const wanted = weekdayNames.findIndex((names) => startsOne(names, typed, 2));
  return wanted < 0 ? null : found(today - ((weekday(today) - wanted + 7) % 7));
}

function readNumbers(typed: string, now: CivilDay): DateReading | null {
  const packed = /^(\d{2})(\d{2})(\d{2}|\d{4})?$/.exec(typed);
  const spaced = /^(\d{1,2})(?:[./\- ]+(\d{1,2}))?(?:[./\- ]+(\d{4}|\d{2}))?\.?$/.exec(typed);
  const match = packed ?? spaced;
  if (!match) return null;
  const [, day, month, year] = match;
  return fill(Number(day), month === undefined ? null : Number(month), year, now);
}

function readMonthName(typed: string, now: CivilDay): DateReading | null {
  const match = /^(\d{1,2})\.? ?(\p{L}{3,})\.?(?: (\d{4}|\d{2}))?$/u.exec(typed);
  if (!match) return null;
  const month = monthNames.findIndex((names) => startsOne(names, match[2] ?? '', 3)) + 1;
  return month === 0 ? null : fill(Number(match[1]), month, match[3], now);
}

function fill(day: number, month: number | null, year: string | undefined, now: CivilDay): DateReading {
  if (month === null) return mostRecent(day, null, now);
  if (year === undefined) return mostRecent(day, month, now);
  return whole({ year: year.length === 2 ? 2000 + Number(year) : Number(year), month, day });
}

/** Walks back month by month; eight years hold every month and day there is, a leap day across 2100 included. */
function mostRecent(day: number, month: number | null, now: CivilDay): DateReading {
  for (let back = 0; back <= 8 * 12; back++) {
    const months = now.year * 12 + (now.month - 1) - back;
    const candidate = { year: Math.floor(months / 12), month: (months % 12) + 1, day };
    if (month !== null && candidate.month !== month) continue;
    if (isRealDay(candidate) && dayNumber(candidate) <= dayNumber(now)) return whole(candidate);
  }
  return notReal;
}

function whole(day: CivilDay): DateReading {
  return isRealDay(day) ? { kind: 'date', date: formatIsoDate(day) } : notReal;
}

function found(number: number): DateReading {
  return { kind: 'date', date: formatIsoDate(civilDay(number)) };
}

function startsOne(names: readonly string[], typed: string, atLeast: number): boolean {
  return typed.length >= atLeast && names.some((name) => name.startsWith(typed));
}
