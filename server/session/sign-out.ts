import type { Services } from '../api/services';
import { readAccessToken } from './access-token';
import { revokeFamily } from './refresh-session';
import { hashRefreshToken, readTokenOrg } from './refresh-token';

/** Revokes what the caller holds: the family of the refresh token, and that of the access token. Never fails. */
export async function signOut(
  services: Services,
  authorization: string | null,
  refreshToken: string | undefined,
): Promise<void> {
  const claims = await readAccessToken(services.keys.accessToken, authorization, services.now());
  if (claims) {
    await services.database.transaction(claims, (sql) => revokeFamily(sql, claims.orgId, claims.family));
  }
  const orgId = readTokenOrg(refreshToken ?? '');
  if (orgId === null) return;
  await services.database.transaction({ orgId }, async (sql) => {
    const [row] = await sql.query<{ family: string }>(
      'SELECT family::text FROM refresh_tokens WHERE org_id = $1 AND hash = $2',
      [orgId, hashRefreshToken(refreshToken ?? '')],
    );
    if (row) await revokeFamily(sql, orgId, row.family);
  });
}
