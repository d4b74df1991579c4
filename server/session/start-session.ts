import { randomUUID } from 'node:crypto';
import type { Tokens } from '../../src/shared/contracts/sync-api';
import type { Services } from '../api/services';
import type { Sql } from '../database/sql';
import { accessTokenS, type Claims, signAccessToken } from './access-token';
import { hashRefreshToken, makeRefreshToken } from './refresh-token';

/** A device that has not asked for so long has to sign in again. */
const refreshTokenMs = 90 * 24 * 3_600_000;

/** Starts a family of refresh tokens for one device. */
export async function startSession(
  sql: Sql,
  services: Services,
  who: Omit<Claims, 'family' | 'refresh'>,
): Promise<Tokens> {
  const family = randomUUID();
  const refreshToken = await saveRefreshToken(sql, { ...who, family }, null, services.now());
  return makeTokens(services, { ...who, family }, refreshToken);
}

/** A person on one device, in one chain of refresh tokens. */
export type Signed = Omit<Claims, 'refresh'>;

export async function makeTokens(services: Services, who: Signed, refreshToken: string): Promise<Tokens> {
  const claims = { ...who, refresh: hashRefreshToken(refreshToken) };
  const accessToken = await signAccessToken(services.keys.accessToken, claims, services.now());
  return { accessToken, refreshToken, expiresInS: accessTokenS };
}

export async function saveRefreshToken(
  sql: Sql,
  who: Signed,
  parentHash: string | null,
  now: number,
): Promise<string> {
  const token = makeRefreshToken(who.orgId);
  await sql.query(
    `INSERT INTO refresh_tokens (org_id, hash, family, parent_hash, user_id, device_id, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))`,
    [
      who.orgId,
      hashRefreshToken(token),
      who.family,
      parentHash,
      who.userId,
      who.deviceId,
      now + refreshTokenMs,
    ],
  );
  return token;
}
