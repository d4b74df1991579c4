import type { Person } from '../../src/shared/contracts/sync-api';
import { type Answer, refused } from '../api/answer';
import type { Services } from '../api/services';
import { enterSession } from '../database/enter-session';
import type { Sql } from '../database/sql';
import { type Claims, type ReadClaims, readAccessToken } from './access-token';
import { findPerson, scopeOf } from './find-person';

/** Who asks, from which device, and what she may see. */
export type Caller = { person: Person; deviceId: string; scope: readonly string[] | 'all' };

/** Runs one request in one transaction as the person whom the token names, with her units of this moment. */
export async function asPerson<T>(
  services: Services,
  authorization: string | null,
  fn: (sql: Sql, caller: Caller, claims: ReadClaims) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const claims = await readAccessToken(services.keys.accessToken, authorization, services.now());
  if (!claims) return refused('INVALID_TOKEN');
  return services.database.transaction(claims, async (sql) => {
    const person = await findPerson(sql, claims.orgId, claims.userId);
    const session = await findSession(sql, claims);
    if (!person || !session?.live) return refused('INVALID_TOKEN');
    if (!session.device) return refused('DEVICE_REFUSED');
    const scope = scopeOf(person);
    await enterSession(sql, { ...claims, unitIds: scope });
    return fn(sql, { person, deviceId: claims.deviceId, scope }, claims);
  });
}

async function findSession(
  sql: Sql,
  claims: Claims,
): Promise<{ live: boolean; device: boolean } | undefined> {
  const [row] = await sql.query<{ live: boolean; device: boolean }>(
    `SELECT EXISTS (SELECT FROM refresh_tokens WHERE org_id = $1 AND family = $2 AND revoked_at IS NULL) AS live,
            EXISTS (SELECT FROM devices WHERE org_id = $1 AND id = $3 AND disabled_at IS NULL) AS device`,
    [claims.orgId, claims.family, claims.deviceId],
  );
  return row;
}
