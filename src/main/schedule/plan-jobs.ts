export const dayMs = 24 * 3_600_000;
export const syncPeriodMs = 5 * 60_000;

export type JobTimes = {
  /** Each fifth minute, shifted so that computers do not all call at once. */
  sync: { minutes: number[]; second: number };
  /** Some time between three and four at night. */
  housekeeping: { hour: number; minute: number };
};

/** `fraction`: at least 0, below 1. */
export function planJobs(fraction: () => number): JobTimes {
  const shift = Math.floor(fraction() * 5);
  return {
    sync: {
      minutes: Array.from({ length: 12 }, (_, index) => index * 5 + shift),
      second: Math.floor(fraction() * 60),
    },
    housekeeping: { hour: 3, minute: Math.floor(fraction() * 60) },
  };
}

/** An office computer sleeps at night: what the night missed is done by day. */
export function isHousekeepingDue(lastAtMs: number, nowMs: number): boolean {
  return nowMs - lastAtMs >= dayMs;
}
