import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { id } from '../../src/shared/contracts/primitives';

/** Ten minutes. */
export const accessTokenS = 600;
const algorithm = 'HS256';
const issuer = 'feltbok';
const audience = 'feltbok-sync';

const claims = z.object({
  sub: id,
  org: id,
  dev: id,
  family: id,
  refresh: z.string().length(64),
  exp: z.number(),
});
/** Who the token was made for. Units and role are read from the database at each request. */
export type Claims = {
  userId: string;
  orgId: string;
  deviceId: string;
  family: string;
  /** Hash of the refresh token that it came with. */
  refresh: string;
};
/** `expiresAt`: epoch ms. */
export type ReadClaims = Claims & { expiresAt: number };

export function signAccessToken(key: Uint8Array, who: Claims, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ org: who.orgId, dev: who.deviceId, family: who.family, refresh: who.refresh })
    .setProtectedHeader({ alg: algorithm })
    .setSubject(who.userId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + accessTokenS)
    .sign(key);
}

/** Reads `Authorization: Bearer …`; null whatever is wrong with it. */
export async function readAccessToken(
  key: Uint8Array,
  authorization: string | null,
  now: number,
): Promise<ReadClaims | null> {
  const token = /^Bearer ([\w.-]+)$/.exec(authorization ?? '')?.[1];
  if (!token) return null;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      issuer,
      audience,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(now),
    });
    const read = claims.parse(payload);
    const { sub, org, dev, family, refresh, exp } = read;
    return { userId: sub, orgId: org, deviceId: dev, family, refresh, expiresAt: exp * 1000 };
  } catch {
    return null;
  }
}
