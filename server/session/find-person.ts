import type { Person } from '../../src/shared/contracts/sync-api';
import type { Sql } from '../database/sql';

/** The person with her units as the server sees them now; null when unknown or disabled, or when her organisation has ended. */
export async function findPerson(sql: Sql, orgId: string, userId: string): Promise<Person | null> {
  const [row] = await sql.query<{ person: Person }>(
    `SELECT json_build_object('id', u.id, 'name', u.name, 'email', u.email, 'role', u.role, 'orgId', o.id,
              'orgSlug', o.slug, 'orgName', o.name, 'unitIds',
              CASE WHEN u.role = 'org_admin'
                THEN (SELECT coalesce(json_agg(n.id ORDER BY n.id), '[]') FROM org_units n
                      WHERE n.org_id = $1 AND n.deleted_at IS NULL AND n.active)
                ELSE (SELECT coalesce(json_agg(x.unit_id ORDER BY x.unit_id), '[]') FROM user_units x
                      WHERE x.org_id = $1 AND x.user_id = u.id)
              END) AS person
     FROM users u JOIN orgs o ON o.id = u.org_id
     WHERE u.org_id = $1 AND u.id = $2 AND u.disabled_at IS NULL AND o.closed_at IS NULL`,
    [orgId, userId],
  );
  return row?.person ?? null;
}

/** What the organisation has switched on or off of the app. */
export async function findFeatures(sql: Sql, orgId: string): Promise<Record<string, boolean>> {
  const [row] = await sql.query<{ features: Record<string, unknown> }>(
    'SELECT features FROM orgs WHERE id = $1',
    [orgId],
  );
  const flags = Object.entries(row?.features ?? {});
  return Object.fromEntries(flags.filter((flag): flag is [string, boolean] => typeof flag[1] === 'boolean'));
}

/** The units whose records a person may see and change. */
export function scopeOf(person: Person): readonly string[] | 'all' {
  return person.role === 'org_admin' ? 'all' : person.unitIds;
}
