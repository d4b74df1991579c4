import type { ServerErrorCode } from '../../src/shared/contracts/errors';

export type Refused = { kind: 'refused'; code: ServerErrorCode; retryAfterS?: number };
/** What a request comes to: a value, or one of the contract's error codes. */
export type Answer<T> = { kind: 'ok'; value: T } | Refused;

export function ok<T>(value: T): Answer<T> {
  return { kind: 'ok', value };
}

export function refused(code: ServerErrorCode, retryAfterS?: number): Refused {
  return { kind: 'refused', code, ...(retryAfterS === undefined ? {} : { retryAfterS }) };
}
