import { serverErrors } from '../contracts/errors';
import type { FailureKind } from '../contracts/ipc';
import { longestWaitMs } from './back-off';
import { dayNumber } from './civil-day';

/** What one request met, seen from outside its text. */
export type Met =
  | { kind: 'answer'; status: number; isJson: boolean; retryAfter: string | null; code: string | null }
  | { kind: 'no_answer'; why: 'timeout' | 'network' | 'too_large' | 'not_understood' };

/** Words on a sign-in, begun or standing. */
type SignInRefusal =
  | 'wrong_credentials'
  | 'identity_refused'
  | 'person_unknown'
  | 'refresh_refused'
  | 'account_closed'
  | 'device_copied';

export type Failure = {
  kind: FailureKind | 'too_large' | 'different_body' | 'cursor_refused' | SignInRefusal;
  /** Epoch ms before which the server does not want to hear from us; null when it did not say. */
  notBefore: number | null;
};

/** Null when the answer is a success that can be read. Decides by status, headers and codes, never by text. */
export function classifyFailure(met: Met, nowMs: number): Failure | null {
  if (met.kind === 'no_answer') return { kind: withoutAnswer(met.why), notBefore: null };
  const { status } = met;
  if (status >= 200 && status < 300) return met.isJson ? null : { kind: 'captive_portal', notBefore: null };
  return { kind: withStatus(met), notBefore: notBefore(met.retryAfter, nowMs) };
}

function withoutAnswer(why: 'timeout' | 'network' | 'too_large' | 'not_understood'): FailureKind {
  if (why === 'timeout') return 'timeout';
  if (why === 'network') return 'unreachable';
  return 'answer_not_understood';
}

function withStatus({
  status,
  code,
  isJson,
}: {
  status: number;
  code: string | null;
  isJson: boolean;
}): Failure['kind'] {
  // "Network authentication required" and a proxy that wants a password: neither is our server.
  if (status === 511 || status === 407) return 'captive_portal';
  if (status >= 500) return 'server_error';
  // A refusal that is not ours (a proxy, a log-in page) says nothing about our mutations.
  if (!isJson) return status === 429 ? 'throttled' : 'captive_portal';
  if (needsOurCode.has(status) && !isOurs(code)) return 'captive_portal';
  switch (status) {
    case 401:
      return refusalsByCode[code ?? ''] ?? 'auth_needed';
    case 403:
      return 'device_refused';
    case 409:
    case 429:
      return 'throttled';
    case 410:
      return 'cursor_refused';
    case 413:
      return 'too_large';
    case 422:
      return 'different_body';
    case 426:
      return 'update_needed';
    default:
      return 'answer_not_understood';
  }
}

const refusalsByCode: Partial<Record<string, Failure['kind']>> = {
  WRONG_CREDENTIALS: 'wrong_credentials',
  IDENTITY_REFUSED: 'identity_refused',
  PERSON_UNKNOWN: 'person_unknown',
  ACCOUNT_CLOSED: 'account_closed',
  REFRESH_REFUSED: 'refresh_refused',
  DEVICE_COPIED: 'device_copied',
};

/** Words on our person, device, cursor or mutations, which only our own server can say. */
const needsOurCode = new Set([401, 403, 409, 410, 422, 426]);

function isOurs(code: string | null): boolean {
  return code !== null && Object.hasOwn(serverErrors, code);
}

/** Reads Retry-After: seconds or an HTTP date. Nonsense and the past count as absent; never further away than an hour. */
function notBefore(retryAfter: string | null, nowMs: number): number | null {
  if (retryAfter === null) return null;
  const trimmed = retryAfter.trim();
  if (/^\d{1,12}$/.test(trimmed)) return nowMs + Math.min(longestWaitMs, Number(trimmed) * 1000);
  const at = httpDate(trimmed);
  return at === null || at <= nowMs ? null : Math.min(at, nowMs + longestWaitMs);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Sun, 06 Nov 1994 08:49:37 GMT", the only form that senders may use. */
function httpDate(text: string): number | null {
  const parts = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/.exec(text);
  if (!parts) return null;
  const [, day, month, year, hour, minute, second] = parts;
  const monthNumber = months.indexOf(month ?? '') + 1;
  if (monthNumber === 0) return null;
  return (
    ((dayNumber({ year: Number(year), month: monthNumber, day: Number(day) }) * 24 + Number(hour)) * 60 +
      Number(minute)) *
      60_000 +
    Number(second) * 1000
  );
}
