import { createHash } from 'node:crypto';
import type { IdentityProof, SignInAnswer } from '../../src/shared/contracts/sync-api';
import { type Answer, refused } from '../api/answer';
import type { Services } from '../api/services';
import type { Sql } from '../database/sql';
import type { Provider } from './check-identity';
import { openSession } from './open-session';

/** Asked again after this, when the provider's keys cannot be had (seconds). */
const retryAfterS = 30;

/**
 * Trades an identity token for tokens of our own, once; everything after signing in is as with a password. An unknown
 * organisation and one without a provider look like a token that is not valid.
 */
export async function signInWithProvider(
  services: Services,
  proof: IdentityProof,
  address: string,
): Promise<Answer<SignInAnswer>> {
  // A token is no guess at an account: only the address counts, and one token that is brought again and again.
  const attempt = { account: `identity ${hashOf(proof.idToken)}`, address };
  const waitS = services.limit.take(attempt);
  if (waitS !== null) return refused('TOO_MANY_REQUESTS', waitS);
  const provider = await findProvider(services, proof.organisation);
  if (!provider) return refused('IDENTITY_REFUSED');
  const { idToken, proof: ofNonce } = proof;
  const checked = await services.identities.check(provider, { idToken, proof: ofNonce, now: services.now() });
  if (checked.kind === 'refused') return refused('IDENTITY_REFUSED');
  // Neither is a guess: who could not be asked, and somebody whom the provider vouches for.
  services.limit.forgive(attempt);
  if (checked.kind === 'unavailable') return refused('UNAVAILABLE', retryAfterS);
  const { orgId, issuer } = provider;
  const userId = await services.database.transaction({ orgId }, (sql) =>
    findUser(sql, { orgId, issuer, subject: checked.subject }),
  );
  if (userId === null) return refused('PERSON_UNKNOWN');
  return openSession(services, { orgId, userId, deviceId: proof.deviceId }, 'ACCOUNT_CLOSED');
}

function hashOf(idToken: string): string {
  return createHash('sha256').update(idToken).digest('base64url');
}

async function findProvider(
  services: Services,
  organisation: string,
): Promise<(Provider & { orgId: string }) | undefined> {
  // PostgreSQL's text cannot hold NUL, and no short name does.
  const orgSlug = organisation.replaceAll('\0', '?');
  return services.database.transaction({ orgSlug }, async (sql) => {
    const [row] = await sql.query<Provider & { orgId: string }>(
      `SELECT id::text AS "orgId", provider_issuer AS issuer, provider_client_id AS "clientId"
       FROM orgs WHERE slug = $1 AND provider_issuer IS NOT NULL`,
      [orgSlug],
    );
    return row;
  });
}

async function findUser(
  sql: Sql,
  { orgId, issuer, subject }: { orgId: string; issuer: string; subject: string },
): Promise<string | null> {
  const [row] = await sql.query<{ user_id: string }>(
    'SELECT user_id::text FROM identities WHERE org_id = $1 AND issuer = $2 AND subject = $3',
    [orgId, issuer, subject.replaceAll('\0', '?')],
  );
  return row?.user_id ?? null;
}
