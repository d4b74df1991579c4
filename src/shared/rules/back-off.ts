const firstMs = 30_000;
/** No wait is longer, the server's Retry-After included. */
export const longestWaitMs = 3_600_000;

/** Milliseconds until the next try after `failures` in a row: 30 s doubling to 1 h, between half and all of it. */
export function backOff(failures: number, fraction: number): number {
  const whole = Math.min(longestWaitMs, firstMs * 2 ** Math.min(20, Math.max(0, failures - 1)));
  return Math.round(whole / 2 + (whole / 2) * fraction);
}
