import type { Database } from '../../../src/main/database/open-database';

/** A page and its count by the shortest statements that answer them; no state of synchronisation, no wording. */
export function rawList(
  database: Database,
  { search, offset }: { search?: string; offset: number },
  limit: number,
) {
  const match = search
    ?.split(' ')
    .map((word) => `"${word}"*`)
    .join(' ');
  const where = match
    ? 'WHERE a.number IN (SELECT rowid FROM activity_search WHERE activity_search MATCH @match)'
    : '';
  const bound = match ? { match } : {};
  const count = database.prepare(`SELECT count(*) FROM activities a ${where}`).pluck().get(bound);
  const page = database
    .prepare(
      `SELECT a.id, a.occurred_on, t.label, u.name, a.duration_min, a.participants_count, a.countable,
         (SELECT json_group_array(p.display_name) FROM activity_mentors m JOIN peer_mentors p ON p.id = m.peer_mentor_id
          WHERE m.activity_id = a.id) AS mentors
       FROM activities a LEFT JOIN activity_types t ON t.id = a.activity_type_id LEFT JOIN org_units u ON u.id = a.unit_id
       ${where} ORDER BY a.occurred_on DESC, a.id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ ...bound, limit, offset });
  return { count, page };
}
