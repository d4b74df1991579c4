import type { SignInResult } from '../../shared/contracts/ipc';

/** Shown when the server says "wait" without saying how long. */
const defaultWaitMs = 60_000;

/** What the person is told when signing in did not work. */
export function signInFailure(
  failure: { kind: string; notBefore: number | null },
  nowMs: number,
): SignInResult {
  switch (failure.kind) {
    case 'identity_refused':
    case 'person_unknown':
    case 'account_closed':
    case 'device_refused':
      return { kind: failure.kind };
    case 'wrong_credentials':
    case 'auth_needed':
    case 'refresh_refused':
      return { kind: 'wrong_credentials' };
    case 'offline':
    case 'unreachable':
    case 'timeout':
      return { kind: 'unreachable' };
    case 'captive_portal':
    case 'answer_not_understood':
      return { kind: 'not_our_server' };
    case 'throttled':
      return { kind: 'too_many_tries', retryAt: failure.notBefore ?? nowMs + defaultWaitMs };
    default:
      return { kind: 'server_failing' };
  }
}
