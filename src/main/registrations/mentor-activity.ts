import type { MentorMonth } from '../../shared/contracts/mentor-activity';
import type { CalendarDate, Id } from '../../shared/contracts/primitives';
import { latestMonths } from '../../shared/rules/latest-months';
import type { Database } from '../database/open-database';

export type MentorActivity = { lastOn: CalendarDate | null; count: number; minutes: number };

const nothing: MentorActivity = { lastOn: null, count: 0, minutes: 0 };

/**
 * What mentors took part in: this year's sums, and the latest day. The latest year is read through once for all of them;
 * only those who are not in it are looked for one by one.
 */
export function readMentorActivity(
  database: Database,
  ids: readonly Id[],
  today: CalendarDate,
): Map<Id, MentorActivity> {
  const from = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
  const rows = database.prepare(latestSql).all({ from, year: `${today.slice(0, 4)}-01-01` }) as Row[];
  const known = new Map(rows.map(({ id, ...activity }) => [id, activity]));
  const earlier = database.prepare(lastSql).pluck();
  return new Map(
    ids.map((id) => {
      const activity = known.get(id) ?? { ...nothing, lastOn: earlier.get(id) as CalendarDate | null };
      return [id, activity];
    }),
  );
}

type Row = { id: Id } & MentorActivity;

const latestSql = `SELECT m.peer_mentor_id AS id, max(a.occurred_on) AS lastOn,
    sum(a.occurred_on >= @year) AS count, sum(iif(a.occurred_on >= @year, a.duration_min, 0)) AS minutes
  FROM activities a INDEXED BY activities_newest CROSS JOIN activity_mentors m ON m.activity_id = a.id
  WHERE a.occurred_on >= @from GROUP BY m.peer_mentor_id`;

const lastSql = `SELECT max(a.occurred_on) FROM activity_mentors m JOIN activities a ON a.id = m.activity_id
  WHERE m.peer_mentor_id = ?`;

/** The latest twelve months of one mentor, and what of this year counts. */
export function readMentorMonths(
  database: Database,
  id: Id,
  today: CalendarDate,
): { months: MentorMonth[]; counted: number } {
  const months = latestMonths(today, 12);
  const rows = database
    .prepare(
      `SELECT substr(a.occurred_on, 1, 7) AS month, count(*) AS count, sum(a.countable) AS counted,
         sum(a.duration_min) AS minutes
       FROM activity_mentors m JOIN activities a ON a.id = m.activity_id
       WHERE m.peer_mentor_id = @id AND a.occurred_on >= @from GROUP BY month`,
    )
    .all({ id, from: `${months[0]}-01` }) as MentorMonth[];
  const found = new Map(rows.map((row) => [row.month, row]));
  const year = today.slice(0, 4);
  return {
    months: months.map((month) => found.get(month) ?? { month, count: 0, counted: 0, minutes: 0 }),
    counted: rows
      .filter(({ month }) => month.startsWith(year))
      .reduce((sum, { counted }) => sum + counted, 0),
  };
}
