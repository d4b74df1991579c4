import type { Tokens } from '../../src/shared/contracts/sync-api';
import { type Answer, ok, refused } from '../api/answer';
import type { Services } from '../api/services';
import type { Sql } from '../database/sql';
import type { Claims } from './access-token';
import { findPerson } from './find-person';
import { hashRefreshToken, openSuccessor, readTokenOrg, sealSuccessor } from './refresh-token';
import { makeTokens, saveRefreshToken } from './start-session';

/** How long after it was given the answer to a refresh may be asked for again, because it got lost on the way. */
const lostAnswerMs = 30_000;

type Stored = {
  user_id: string;
  device_id: string;
  family: string;
  parent_hash: string | null;
  live: boolean;
  rotated_ms: number | null;
  successor_sealed: string | null;
  successor_used: boolean;
};

/**
 * Each token works once. A used one that comes again means that two hold it, so its whole family is revoked, unless
 * it is the direct parent of the newest one, within 30 s: then the same successor is given out again, and may get lost
 * again. Once the successor has been used its parent is worth nothing.
 */
export async function refreshSession(services: Services, token: string): Promise<Answer<Tokens>> {
  const orgId = readTokenOrg(token);
  if (orgId === null) return refused('REFRESH_REFUSED');
  return services.database.transaction({ orgId }, async (sql) => {
    const stored = await findToken(sql, orgId, hashRefreshToken(token), services.now());
    if (!stored?.live) return refused('REFRESH_REFUSED');
    const who: Claims = { orgId, userId: stored.user_id, deviceId: stored.device_id, family: stored.family };
    if (!(await findPerson(sql, orgId, who.userId))) return refused('REFRESH_REFUSED');
    if (await isShutOut(sql, who)) return refused('DEVICE_REFUSED');
    if (stored.rotated_ms === null) return ok(await rotate(sql, services, who, token, stored));
    if (
      stored.successor_sealed &&
      !stored.successor_used &&
      services.now() - stored.rotated_ms <= lostAnswerMs
    ) {
      await setRotatedAt(sql, orgId, hashRefreshToken(token), services.now());
      return ok(await makeTokens(services, who, openSuccessor(stored.successor_sealed, token)));
    }
    await revokeFamily(sql, orgId, stored.family);
    return refused('REFRESH_REFUSED');
  });
}

export async function revokeFamily(sql: Sql, orgId: string, family: string): Promise<void> {
  await sql.query(
    `UPDATE refresh_tokens SET revoked_at = now(), successor_sealed = NULL
     WHERE org_id = $1 AND family = $2 AND revoked_at IS NULL`,
    [orgId, family],
  );
}

async function findToken(sql: Sql, orgId: string, hash: string, now: number): Promise<Stored | undefined> {
  const [stored] = await sql.query<Stored>(
    `SELECT t.user_id::text, t.device_id::text, t.family::text, t.parent_hash, t.successor_sealed,
            t.revoked_at IS NULL AND t.expires_at > to_timestamp($3::float8 / 1000) AS live,
            (extract(epoch FROM t.rotated_at) * 1000)::float8 AS rotated_ms,
            EXISTS (SELECT FROM refresh_tokens s WHERE s.org_id = $1 AND s.parent_hash = t.hash
                    AND s.rotated_at IS NOT NULL) AS successor_used
     FROM refresh_tokens t WHERE t.org_id = $1 AND t.hash = $2 FOR UPDATE OF t`,
    [orgId, hash, now],
  );
  return stored;
}

async function setRotatedAt(sql: Sql, orgId: string, hash: string, now: number): Promise<void> {
  await sql.query(
    'UPDATE refresh_tokens SET rotated_at = to_timestamp($3::float8 / 1000) WHERE org_id = $1 AND hash = $2',
    [orgId, hash, now],
  );
}

async function isShutOut(sql: Sql, who: Claims): Promise<boolean> {
  const rows = await sql.query(
    'SELECT id FROM devices WHERE org_id = $1 AND id = $2 AND disabled_at IS NULL',
    [who.orgId, who.deviceId],
  );
  return rows.length === 0;
}

async function rotate(
  sql: Sql,
  services: Services,
  who: Claims,
  token: string,
  stored: Stored,
): Promise<Tokens> {
  const hash = hashRefreshToken(token);
  const successor = await saveRefreshToken(sql, who, hash, services.now());
  await sql.query(
    `UPDATE refresh_tokens SET rotated_at = to_timestamp($3::float8 / 1000), successor_sealed = $4
     WHERE org_id = $1 AND hash = $2`,
    [who.orgId, hash, services.now(), sealSuccessor(successor, token)],
  );
  // The grandparent can no longer ask for a lost answer.
  await sql.query('UPDATE refresh_tokens SET successor_sealed = NULL WHERE org_id = $1 AND hash = $2', [
    who.orgId,
    stored.parent_hash,
  ]);
  return makeTokens(services, who, successor);
}
