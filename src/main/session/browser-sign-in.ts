import type { IdentityProvider } from '../../shared/contracts/organisation';
import type { SignInResult } from '../../shared/contracts/sign-in';
import { askProvider, type ProviderPorts } from './ask-provider';
import type { Credentials } from './session';

export type BrowserSignIn = {
  /** Asks in the browser; a second call ends the first, because she has begun anew. */
  start(): Promise<SignInResult>;
  /** Ends the wait at once. */
  cancel(): void;
};

export type BrowserSignInPorts = ProviderPorts & {
  organisation: string;
  signIn(credentials: Credentials): Promise<SignInResult>;
};

/** Asked again, the browser would answer with the same account, and she could never choose the other one. */
const notHers = new Set<SignInResult['kind']>(['person_unknown', 'other_person', 'account_closed']);

/** The way into the app through the organisation's identity provider, one at a time. */
export function createBrowserSignIn(provider: IdentityProvider, ports: BrowserSignInPorts): BrowserSignIn {
  let current = new AbortController();
  let anew = false;
  return {
    async start() {
      current.abort();
      current = new AbortController();
      const { signal } = current;
      const asking = askProvider(provider, ports, { cancel: signal, anew });
      const asked = await Promise.race([asking, cancelled(signal)]);
      if (asked.kind !== 'identity') return asked;
      const result = await ports.signIn({ organisation: ports.organisation, ...asked.identity });
      anew = notHers.has(result.kind);
      return result;
    },
    cancel: () => current.abort(),
  };
}

function cancelled(signal: AbortSignal): Promise<{ kind: 'cancelled' }> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }), { once: true });
  });
}
