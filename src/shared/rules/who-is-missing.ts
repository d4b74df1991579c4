import type { CalendarDate, Id } from '../contracts/primitives';
import { invariant } from './assert-never';
import { dayNumber, parseIsoDate } from './civil-day';

/** How many months a mentor's usual level is taken from, the one under way included. */
export const monthsLooked = 12;

export type MentorMonths = {
  id: Id;
  /** Registrations by calendar month, oldest first; the last month is the one under way. */
  months: readonly number[];
};

export type MissingMentor = {
  id: Id;
  /**
   * `missing`: by her own usual level there would be something by now. `not_yet`: nothing this month, and no more
   * was to be expected. `silent`: nothing in all the months looked at.
   */
  kind: 'missing' | 'not_yet' | 'silent';
  /** Mean of a month, over whole months from her first one; 0 when she is silent. */
  usual: number;
  /** Whole months before this one with nothing, in a row. */
  quietMonths: number;
  /** What her usual level would have given since she was last heard of. */
  expected: number;
};

/** Mentors with nothing this month, the most unusual silence first. */
export function whoIsMissing(mentors: readonly MentorMonths[], today: CalendarDate): MissingMentor[] {
  const passed = shareOfMonth(today);
  return mentors
    .filter(({ months }) => (months.at(-1) ?? 0) === 0)
    .map((mentor) => judge(mentor, passed))
    .sort((a, b) => rank[a.kind] - rank[b.kind] || b.expected - a.expected || b.usual - a.usual);
}

const rank = { missing: 0, not_yet: 1, silent: 2 } as const;

function judge({ id, months }: MentorMonths, passed: number): MissingMentor {
  const whole = months.slice(0, -1);
  const first = whole.findIndex((count) => count > 0);
  const quietMonths = whole.length - 1 - whole.findLastIndex((count) => count > 0);
  if (first < 0) return { id, kind: 'silent', usual: 0, quietMonths, expected: 0 };
  const known = whole.slice(first);
  const usual = known.reduce((sum, count) => sum + count, 0) / known.length;
  const expected = usual * (quietMonths + passed);
  return { id, kind: expected >= 1 ? 'missing' : 'not_yet', usual, quietMonths, expected };
}

/** How much of the month has passed at the end of that day, 0 to 1. */
function shareOfMonth(today: CalendarDate): number {
  const day = parseIsoDate(today);
  invariant(day, 'today is a calendar date');
  const next =
    day.month === 12
      ? { year: day.year + 1, month: 1, day: 1 }
      : { year: day.year, month: day.month + 1, day: 1 };
  return day.day / (dayNumber(next) - dayNumber({ ...day, day: 1 }));
}
