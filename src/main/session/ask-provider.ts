import { createHash, randomBytes } from 'node:crypto';
import * as openid from 'openid-client';
import type { IdentityProvider } from '../../shared/contracts/organisation';
import { awaitRedirect, type RedirectPage } from './await-redirect';

/** What the provider gave, for the sync server to check. It is used once and kept nowhere. */
export type Identity = {
  idToken: string;
  /** What the token's nonce is the hash of: a token that somebody else got hold of is worth nothing without it. */
  proof: string;
};

export type Asked =
  | { kind: 'identity'; identity: Identity }
  | { kind: 'cancelled' | 'timed_out' | 'no_browser' | 'provider_unreachable' | 'strange_answer' };

/** What the browser shows when it has come back. */
export type RedirectWords = Record<'done' | 'cancelled' | 'strange', RedirectPage>;

export type AskOptions = {
  /** Ends the wait. */
  cancel: AbortSignal;
  /** She signs in there once more: the account that her browser remembers is not the right one. */
  anew?: boolean;
};

export type ProviderPorts = {
  /** HTTP as the rest of the app has it, through the computer's proxies and certificates. */
  fetch: openid.CustomFetch;
  /** Rejects when the computer has no browser. */
  openBrowser(url: string): Promise<void>;
  words(): RedirectWords;
  /** Runs once after the delay; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
};

/** Time for a password, a second factor and a telephone that lies in another room. */
export const patienceMs = 10 * 60_000;
/** A computer whose clock is wrong can sign in: how old the token is the sync server judges by its own clock. */
const clockToleranceS = 365 * 24 * 3600;
/** For each of the two requests to the provider, in seconds. */
const requestS = 15;

/**
 * Asks the organisation's identity provider who somebody is: authorisation code with PKCE in the system's browser,
 * which comes back over loopback (RFC 8252). Never rejects for an expected reason. Whether the token is true is for the
 * sync server to find out; state, nonce, issuer and audience are compared here too.
 */
export async function askProvider(
  provider: IdentityProvider,
  ports: ProviderPorts,
  { cancel, anew = false }: AskOptions,
): Promise<Asked> {
  const configuration = await discover(provider, ports);
  if (cancel.aborted) return { kind: 'cancelled' };
  if (!configuration) return { kind: 'provider_unreachable' };
  const proof = randomBytes(32).toString('base64url');
  const checks = {
    expectedState: openid.randomState(),
    expectedNonce: createHash('sha256').update(proof).digest('base64url'),
    pkceCodeVerifier: openid.randomPKCECodeVerifier(),
    idTokenExpected: true,
  };
  const redirect = await awaitRedirect((url) => pageFor(url, checks.expectedState, ports.words()));
  try {
    const address = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirect.address,
      scope: provider.scopes.join(' '),
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      code_challenge: await openid.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...(anew ? { prompt: 'login' } : {}),
    });
    if (!isSafe(address)) return { kind: 'strange_answer' };
    const opened = await ports.openBrowser(address.href).then(
      () => true,
      () => false,
    );
    if (!opened) return { kind: 'no_browser' };
    const arrived = await firstOf(redirect.arrived, ports.after, cancel);
    if (!(arrived instanceof URL)) return { kind: arrived };
    const { id_token } = await openid.authorizationCodeGrant(configuration, arrived, checks);
    return id_token
      ? { kind: 'identity', identity: { idToken: id_token, proof } }
      : { kind: 'strange_answer' };
  } catch (error) {
    return { kind: whatFailed(error) };
  } finally {
    redirect.close();
  }
}

async function discover(
  { issuer, clientId }: IdentityProvider,
  ports: ProviderPorts,
): Promise<openid.Configuration | null> {
  const server = new URL(issuer);
  try {
    return await openid.discovery(
      server,
      clientId,
      { [openid.clockTolerance]: clockToleranceS },
      openid.None(),
      {
        timeout: requestS,
        [openid.customFetch]: ports.fetch,
        // An issuer without TLS is let in only on this computer, when the organisation's file is read.
        execute: server.protocol === 'http:' ? [openid.allowInsecureRequests] : [],
      },
    );
  } catch {
    return null;
  }
}

/** The browser is handed nothing but a web page, whatever the provider's document says. */
function isSafe({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
  );
}

function pageFor({ searchParams }: URL, state: string, words: RedirectWords): RedirectPage {
  if (searchParams.get('state') !== state) return words.strange;
  return searchParams.has('error') ? words.cancelled : words.done;
}

function firstOf(
  arrived: Promise<URL>,
  after: ProviderPorts['after'],
  cancel: AbortSignal,
): Promise<URL | 'timed_out' | 'cancelled'> {
  return new Promise((resolve) => {
    const stopWaiting = after(patienceMs, () => resolve('timed_out'));
    const give = (outcome: URL | 'cancelled') => {
      stopWaiting();
      resolve(outcome);
    };
    if (cancel.aborted) give('cancelled');
    cancel.addEventListener('abort', () => give('cancelled'), { once: true });
    void arrived.then(give);
  });
}

const notForUs = new Set([
  'OAUTH_HTTP_REQUEST_FORBIDDEN',
  'OAUTH_REQUEST_PROTOCOL_FORBIDDEN',
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
]);

/** An answer of the provider's own that says no, by its codes; no answer; or one that is not for this sign-in. */
function whatFailed(error: unknown): 'cancelled' | 'provider_unreachable' | 'strange_answer' {
  if (error instanceof openid.AuthorizationResponseError)
    return error.error === 'access_denied' ? 'cancelled' : 'strange_answer';
  if (error instanceof openid.ResponseBodyError) return 'strange_answer';
  const { code = '' } = (error ?? {}) as { code?: string };
  return notForUs.has(code) ? 'strange_answer' : 'provider_unreachable';
}
