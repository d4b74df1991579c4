import { createHash } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import { z } from 'zod';

/** An organisation's identity provider, and the name by which it knows this app. */
export type Provider = { issuer: string; clientId: string };

export type Checked =
  | { kind: 'subject'; subject: string }
  /** Not a token of this provider for this app, too old, or not asked for by whoever brings it. */
  | { kind: 'refused' }
  /** The provider's keys cannot be had just now. */
  | { kind: 'unavailable' };

export type IdentityCheck = {
  /** `now`: epoch ms. `proof`: what the token's nonce is the hash of. */
  check(provider: Provider, given: { idToken: string; proof: string; now: number }): Promise<Checked>;
};

/** A signature that a provider's published key can verify; never a shared secret, never none. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'EdDSA',
  'Ed25519',
];
const timeoutMs = 5000;
/** Signing in takes a person some minutes; a token that is older was kept by somebody. */
const maxAgeS = 600;
const clockToleranceS = 60;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Checks identity tokens by the keys that each provider publishes; keys are kept for ten minutes. */
export function makeIdentityCheck(): IdentityCheck {
  const keysByIssuer = new Map<string, RemoteJWKSet>();
  const findKeys = async (issuer: string): Promise<RemoteJWKSet> => {
    const known = keysByIssuer.get(issuer);
    if (known) return known;
    const keys = createRemoteJWKSet(await findKeyAddress(issuer), { timeoutDuration: timeoutMs });
    keysByIssuer.set(issuer, keys);
    return keys;
  };
  return {
    async check(provider, { idToken, proof, now }) {
      try {
        const { payload } = await jwtVerify(idToken, await findKeys(provider.issuer), {
          algorithms,
          issuer: provider.issuer,
          audience: provider.clientId,
          requiredClaims: ['exp', 'iat', 'sub', 'nonce'],
          maxTokenAge: maxAgeS,
          clockTolerance: clockToleranceS,
          currentDate: new Date(now),
        });
        if (!isForUs(payload, provider) || payload.nonce !== nonceOf(proof)) return { kind: 'refused' };
        return payload.sub ? { kind: 'subject', subject: payload.sub } : { kind: 'refused' };
      } catch (error) {
        return { kind: isAboutToken(error) ? 'refused' : 'unavailable' };
      }
    },
  };
}

/** A token for several has to say that it was made for us. */
function isForUs({ aud, azp }: JWTPayload, { clientId }: Provider): boolean {
  if (azp !== undefined) return azp === clientId;
  return typeof aud === 'string' || aud?.length === 1;
}

function nonceOf(proof: string): string {
  return createHash('sha256').update(proof).digest('base64url');
}

async function findKeyAddress(issuer: string): Promise<URL> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  const found = discovery.parse(await answer.json());
  if (found.issuer !== issuer) throw new Error('The provider calls itself by another name.');
  return new URL(found.jwks_uri);
}

/** The library's base class is thrown where fetching the keys failed. */
function isAboutToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false;
  return ![errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code].includes(error.code);
}
