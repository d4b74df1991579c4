import type { CalendarDate, Id } from '../../shared/contracts/primitives';
import { invariant } from '../../shared/rules/assert-never';
import { formatIsoDate, parseIsoDate } from '../../shared/rules/civil-day';
import { type MentorMonths, monthsLooked } from '../../shared/rules/who-is-missing';
import type { Database } from '../database/open-database';

/** `units`: at home in one of these; null for all that are here. `today`: in Europe/Oslo. */
export type Looked = { units: readonly Id[] | null; today: CalendarDate };

/** `lastOn`: the latest day of the months looked at with a registration; null when there is none. */
export type MentorMonthsRead = MentorMonths & {
  displayName: string;
  unitName: string;
  lastOn: string | null;
};

/**
 * Active mentors, by name, with the registrations that they took part in by month, sent or not: what `whoIsMissing`
 * judges.
 */
export function readMentorMonths(database: Database, looked: Looked): MentorMonthsRead[] {
  const counter = countMentorMonths(database, looked);
  const rows = database.prepare(tookPartSql).raw().all({ from: counter.from, today: looked.today });
  for (const [mentor, day] of rows as [Id, CalendarDate][]) counter.count(mentor, day);
  return counter.mentors;
}

export type MentorMonthCounter = {
  /** The first day that counts. */
  from: CalendarDate;
  mentors: MentorMonthsRead[];
  /** That the mentor took part in a registration of that day. */
  count(mentorId: Id, day: CalendarDate): void;
};

/** The same with nothing counted yet, for one who reads the registrations anyway. */
export function countMentorMonths(database: Database, { units, today }: Looked): MentorMonthCounter {
  const months = latestMonths(today);
  const place = new Map(months.map((month, index) => [month, index]));
  const read = database.prepare(mentorsSql).all({ units: units && JSON.stringify(units), today }) as Mentor[];
  const mentors = read.map((mentor) => ({
    ...mentor,
    months: months.map(() => 0),
    lastOn: null as CalendarDate | null,
  }));
  const found = new Map(mentors.map((mentor) => [mentor.id, mentor]));
  return {
    from: `${months[0]}-01`,
    mentors,
    count(mentorId, day) {
      const mentor = found.get(mentorId);
      const index = place.get(day.slice(0, 7));
      if (!mentor || index === undefined || day > today) return;
      mentor.months[index] = (mentor.months[index] ?? 0) + 1;
      if (mentor.lastOn === null || mentor.lastOn < day) mentor.lastOn = day;
    },
  };
}

type Mentor = { id: Id; displayName: string; unitName: string };

const mentorsSql = `SELECT p.id, p.display_name AS displayName, coalesce(u.name, '') AS unitName
  FROM peer_mentors p LEFT JOIN org_units u ON u.id = p.home_unit_id
  WHERE p.active AND (p.approved_from IS NULL OR p.approved_from <= @today)
    AND (p.approved_to IS NULL OR @today <= p.approved_to)
    AND (@units IS NULL OR p.home_unit_id IN (SELECT value FROM json_each(@units))) ORDER BY p.display_name, p.id`;

// Added up by the caller: grouping by name and month costs more than handing the rows over.
const tookPartSql = `SELECT m.peer_mentor_id, a.occurred_on FROM activities a JOIN activity_mentors m ON m.activity_id = a.id
  WHERE a.occurred_on BETWEEN @from AND @today`;

/** `YYYY-MM`, oldest first, the month of today last. */
function latestMonths(today: CalendarDate): string[] {
  const day = parseIsoDate(today);
  invariant(day, 'today is a calendar date');
  const current = day.year * 12 + day.month - 1;
  return Array.from({ length: monthsLooked }, (_, index) => {
    const number = current - (monthsLooked - 1) + index;
    return formatIsoDate({ year: Math.floor(number / 12), month: (number % 12) + 1, day: 1 }).slice(0, 7);
  });
}
