import type { Session, Sql } from './sql';

/** Drops to the plain role and tells row level security who asks, until the transaction ends. */
export async function enterSession(sql: Sql, session: Session): Promise<void> {
  const allUnits = session.unitIds === 'all';
  const units = session.unitIds === 'all' ? [] : (session.unitIds ?? []);
  await sql.query(
    `SELECT set_config('feltbok.org', $1, true), set_config('feltbok.user', $2, true),
            set_config('feltbok.device', $3, true), set_config('feltbok.units', $4, true),
            set_config('feltbok.all_units', $5, true), set_config('feltbok.email', $6, true),
            set_config('feltbok.org_slug', $7, true), set_config('role', 'feltbok_app', true)`,
    [
      session.orgId ?? '',
      session.userId ?? '',
      session.deviceId ?? '',
      `{${units.join(',')}}`,
      allUnits ? 'on' : '',
      session.email ?? '',
      session.orgSlug ?? '',
    ],
  );
}
