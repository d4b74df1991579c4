import type { Person, RefreshAnswer, Tokens } from '../../src/shared/contracts/sync-api';
import { type Answer, ok, refused } from '../api/answer';
import type { Services } from '../api/services';
import type { Sql } from '../database/sql';
import { findFeatures, findPerson } from './find-person';
import { hashRefreshToken, openSuccessor, readTokenOrg, sealSuccessor } from './refresh-token';
import { makeTokens, type Signed, saveRefreshToken } from './start-session';

/** How long the same request may come again because it was doubled on the way, whatever became of its first answer. */
const doubledMs = 30_000;

type Stored = {
  user_id: string;
  device_id: string;
  family: string;
  parent_hash: string | null;
  live: boolean;
  rotated_ms: number | null;
  successor_sealed: string | null;
  /** Whether the successor was traded for a further one, or an access token that came with it was used. */
  successor_traded: boolean;
  successor_used: boolean;
};

/**
 * Each token works once. A used one that comes again means that two hold it, so its whole family is revoked, unless
 * its answer may be lost: nobody has used the successor, or the answer was given within the last 30 s and the successor
 * has not been traded. Then the same successor is given again. Until somebody has used it, a successor says no more
 * than its parent did before it was traded; once two hold it, the first use by each of them brings it to light.
 */
export async function refreshSession(services: Services, token: string): Promise<Answer<RefreshAnswer>> {
  const orgId = readTokenOrg(token);
  if (orgId === null) return refused('REFRESH_REFUSED');
  return services.database.transaction({ orgId }, async (sql) => {
    const stored = await findToken(sql, orgId, hashRefreshToken(token), services.now());
    if (!stored) return refused('REFRESH_REFUSED');
    const who: Signed = { orgId, userId: stored.user_id, deviceId: stored.device_id, family: stored.family };
    const person = await findPerson(sql, orgId, who.userId);
    if (!person) return refused('ACCOUNT_CLOSED');
    const device = await findDevice(sql, who);
    if (!device || device.shut_out) return refused('DEVICE_REFUSED');
    if (!stored.live) return refused(device.copied ? 'DEVICE_COPIED' : 'REFRESH_REFUSED');
    const given = await giveTokens(sql, services, { who, token, stored });
    return given ? ok({ ...given, ...(await about(sql, person)) }) : refused('REFRESH_REFUSED');
  });
}

export async function revokeFamily(sql: Sql, orgId: string, family: string): Promise<void> {
  await sql.query(
    `UPDATE refresh_tokens SET revoked_at = now(), successor_sealed = NULL
     WHERE org_id = $1 AND family = $2 AND revoked_at IS NULL`,
    [orgId, family],
  );
}

type Traded = { who: Signed; token: string; stored: Stored };

/** Null when the token has come once too often. */
async function giveTokens(sql: Sql, services: Services, traded: Traded): Promise<Tokens | null> {
  const { who, token, stored } = traded;
  if (stored.rotated_ms === null) return rotate(sql, services, traded);
  if (stored.successor_sealed && mayBeLost(stored, services.now())) {
    await setRotatedAt(sql, who.orgId, hashRefreshToken(token), services.now());
    return makeTokens(services, who, openSuccessor(stored.successor_sealed, token));
  }
  await revokeFamily(sql, who.orgId, stored.family);
  return null;
}

function mayBeLost({ rotated_ms, successor_traded, successor_used }: Stored, now: number): boolean {
  if (successor_traded || rotated_ms === null) return false;
  return !successor_used || now - rotated_ms <= doubledMs;
}

async function about(
  sql: Sql,
  person: Person,
): Promise<{ person: Person; features: Record<string, boolean> }> {
  return { person, features: await findFeatures(sql, person.orgId) };
}

async function findToken(sql: Sql, orgId: string, hash: string, now: number): Promise<Stored | undefined> {
  const [stored] = await sql.query<Stored>(
    `SELECT t.user_id::text, t.device_id::text, t.family::text, t.parent_hash, t.successor_sealed,
            t.revoked_at IS NULL AND t.expires_at > to_timestamp($3::float8 / 1000) AS live,
            (extract(epoch FROM t.rotated_at) * 1000)::float8 AS rotated_ms,
            EXISTS (SELECT FROM refresh_tokens s WHERE s.org_id = $1 AND s.parent_hash = t.hash
                    AND s.rotated_at IS NOT NULL) AS successor_traded,
            EXISTS (SELECT FROM refresh_tokens s WHERE s.org_id = $1 AND s.parent_hash = t.hash
                    AND s.used_at IS NOT NULL) AS successor_used
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

async function findDevice(
  sql: Sql,
  { orgId, deviceId }: Signed,
): Promise<{ shut_out: boolean; copied: boolean } | undefined> {
  const [device] = await sql.query<{ shut_out: boolean; copied: boolean }>(
    `SELECT disabled_at IS NOT NULL AS shut_out, copied_at IS NOT NULL AS copied
     FROM devices WHERE org_id = $1 AND id = $2`,
    [orgId, deviceId],
  );
  return device;
}

async function rotate(sql: Sql, services: Services, { who, token, stored }: Traded): Promise<Tokens> {
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
