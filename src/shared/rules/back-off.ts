const firstMs = 30_000;
/** No wait is longer, the server's Retry-After included. */
export const longestWaitMs = 3_600_000;

/**
 * The moment until which to wait (epoch ms), null when it has come. One further ahead than any wait lasts comes from a
 * clock that has been set back since, and is no reason to wait.
 */
export function standingWait(until: number | null, now: number): number | null {
  return until !== null && until > now && until <= now + longestWaitMs ? until : null;
}

/** Milliseconds until the next try after `failures` in a row: 30 s doubling to 1 h, between half and all of it. */
export function backOff(failures: number, fraction: number): number {
  const whole = Math.min(longestWaitMs, firstMs * 2 ** Math.min(20, Math.max(0, failures - 1)));
  return Math.round(whole / 2 + (whole / 2) * fraction);
}
