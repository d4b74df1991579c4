const inOslo = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });

/** The calendar date in Europe/Oslo, `YYYY-MM-DD`, wherever the computer thinks it is. */
export function todayInOslo(nowMs: number): string {
  return inOslo.format(nowMs);
}
