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
  let isFirstUse = false;
  const answer = await services.database.transaction(claims, async (sql) => {
    const person = await findPerson(sql, claims.orgId, claims.userId);
    const session = await findSession(sql, claims);
    isFirstUse = session?.first_use === true;
    if (!person || !session?.live) return refused('INVALID_TOKEN');
    if (!session.device) return refused('DEVICE_REFUSED');
    const scope = scopeOf(person);
    await enterSession(sql, { ...claims, unitIds: scope });
    return fn(sql, { person, deviceId: claims.deviceId, scope }, claims);
  });
  // On its own: a reader that writes would hold back what others' feeds may show for as long as it reads.
  if (isFirstUse) await services.database.transaction(claims, (sql) => noteUse(sql, claims));
  return answer;
}

type Standing = { live: boolean; device: boolean; first_use: boolean };

async function findSession(sql: Sql, claims: Claims): Promise<Standing | undefined> {
  const [row] = await sql.query<Standing>(
    `SELECT EXISTS (SELECT FROM refresh_tokens WHERE org_id = $1 AND family = $2 AND revoked_at IS NULL) AS live,
            EXISTS (SELECT FROM devices WHERE org_id = $1 AND id = $3 AND disabled_at IS NULL) AS device,
            EXISTS (SELECT FROM refresh_tokens WHERE org_id = $1 AND hash = $4 AND used_at IS NULL) AS first_use`,
    [claims.orgId, claims.family, claims.deviceId, claims.refresh],
  );
  return row;
}

/** The answer that brought this token has arrived: its refresh token's parent has no more reason to ask for it. */
async function noteUse(sql: Sql, { orgId, refresh }: Claims): Promise<void> {
  await sql.query(
    'UPDATE refresh_tokens SET used_at = now() WHERE org_id = $1 AND hash = $2 AND used_at IS NULL',
    [orgId, refresh],
  );
}
