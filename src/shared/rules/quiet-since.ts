import type { CalendarDate } from '../contracts/primitives';
import { formatIsoDate, parseIsoDate } from './civil-day';

/** Most mentors have something in any two months; July alone makes nobody quiet (assumed). */
const quietMonths = 2;

type Mentor = { active: boolean; approval: 'proposed' | 'approved'; lastOn: CalendarDate | null };

/** `never`: approved and without a registration; the day: nothing since then, for longer than is usual; null otherwise. */
export function quietSince(mentor: Mentor, today: CalendarDate): CalendarDate | 'never' | null {
  const { active, approval, lastOn } = mentor;
  if (!active) return null;
  if (lastOn === null) return approval === 'approved' ? 'never' : null;
  const limit = monthsBefore(today, quietMonths);
  return lastOn < limit ? lastOn : null;
}

/** The same day of an earlier month; the 31st stays a 31st, which is enough for comparing. */
function monthsBefore(today: CalendarDate, months: number): CalendarDate {
  const day = parseIsoDate(today);
  if (!day) return today;
  const number = day.year * 12 + day.month - 1 - months;
  return formatIsoDate({ year: Math.floor(number / 12), month: (number % 12) + 1, day: day.day });
}
