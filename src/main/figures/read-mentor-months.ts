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
export function readMentorMonths(database: Database, { units, today }: Looked): MentorMonthsRead[] {
  const months = latestMonths(today);
  const place = new Map(months.map((month, index) => [month, index]));
  const mentors = database
    .prepare(mentorsSql)
    .all({ units: units && JSON.stringify(units), today }) as Mentor[];
  const found = new Map(
    mentors.map((mentor) => [
      mentor.id,
      { ...mentor, months: months.map(() => 0), lastOn: null as string | null },
    ]),
  );
  const counts = database.prepare(countsSql).all({ from: `${months[0]}-01`, today }) as Count[];
  for (const { mentor: id, month, count, lastOn } of counts) {
    const mentor = found.get(id);
    const index = place.get(month);
    if (!mentor || index === undefined) continue;
    mentor.months[index] = count;
    if (mentor.lastOn === null || mentor.lastOn < lastOn) mentor.lastOn = lastOn;
  }
  return [...found.values()];
}

type Mentor = { id: Id; displayName: string; unitName: string };
type Count = { mentor: Id; month: string; count: number; lastOn: string };

const mentorsSql = `SELECT p.id, p.display_name AS displayName, coalesce(u.name, '') AS unitName
  FROM peer_mentors p LEFT JOIN org_units u ON u.id = p.home_unit_id
  WHERE p.active AND (p.approved_from IS NULL OR p.approved_from <= @today)
    AND (p.approved_to IS NULL OR @today <= p.approved_to)
    AND (@units IS NULL OR p.home_unit_id IN (SELECT value FROM json_each(@units))) ORDER BY p.display_name, p.id`;

const countsSql = `SELECT m.peer_mentor_id AS mentor, substr(a.occurred_on, 1, 7) AS month, count(*) AS count,
    max(a.occurred_on) AS lastOn
  FROM activities a JOIN activity_mentors m ON m.activity_id = a.id
  WHERE a.occurred_on BETWEEN @from AND @today GROUP BY mentor, month`;

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
