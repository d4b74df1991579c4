import type { RunningServer } from '../../server/start-server';

/** Gives the local association with the most mentors so many that it has `count` active ones. Answers its id. */
export async function addMentors(server: RunningServer, count: number): Promise<string> {
  const [unit] = await server.sql<{ org: string; id: string; mentors: number }>(
    `SELECT m.org_id AS org, m.unit_id AS id, count(*)::int AS mentors FROM peer_mentors m
     JOIN org_units u ON u.org_id = m.org_id AND u.id = m.unit_id AND u.kind = 'local'
     WHERE m.active AND m.deleted_at IS NULL GROUP BY 1, 2 ORDER BY mentors DESC LIMIT 1`,
  );
  if (!unit) throw new Error('The demo data have no mentors.');
  await server.sql(
    `INSERT INTO peer_mentors (org_id, id, unit_id, display_name, short_code, approval, approved_from)
     SELECT $1, gen_random_uuid(), $2, 'Likeperson ' || lpad(n::text, 2, '0'), 'Z' || lpad(n::text, 2, '0'), 'approved', '2020-01-01'
     FROM generate_series(1, $3) n`,
    [unit.org, unit.id, count - unit.mentors],
  );
  return unit.id;
}
