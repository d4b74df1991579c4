import type { Database } from '../../../src/main/database/open-database';

/** A year's figures by the shortest statements that answer them: by month, type and reason; mentors; mentors by month. */
export function rawOverview(database: Database, year: number, from: string) {
  const groups = database
    .prepare(
      `SELECT substr(occurred_on, 6, 2) AS month, activity_type_id AS type, countable_reasons AS reasons, count(*) AS count,
         sum(countable) AS counted, sum(duration_min) AS minutes, sum(participants_count) AS participants
       FROM activities WHERE occurred_on BETWEEN ? AND ? GROUP BY month, type, reasons`,
    )
    .all(`${year}-01-01`, `${year}-12-31`);
  const mentors = database
    .prepare(
      `SELECT count(DISTINCT m.peer_mentor_id) AS mentors FROM activities a JOIN activity_mentors m ON m.activity_id = a.id
       WHERE a.occurred_on BETWEEN ? AND ?`,
    )
    .all(`${year}-01-01`, `${year}-12-31`);
  const months = database
    .prepare(
      `SELECT m.peer_mentor_id AS mentor, substr(a.occurred_on, 1, 7) AS month, count(*) AS count
       FROM activities a JOIN activity_mentors m ON m.activity_id = a.id WHERE a.occurred_on >= ? GROUP BY mentor, month`,
    )
    .all(from);
  return { groups, mentors, months };
}
