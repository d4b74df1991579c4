/**
 * Calendar days as whole numbers, in the proleptic Gregorian calendar; day 0 is 1970-01-01. No clock, no time
 * zone and therefore no summer time. The arithmetic is Howard Hinnant's `days_from_civil` and its inverse.
 */
export type CivilDay = { year: number; month: number; day: number };

export function dayNumber({ year, month, day }: CivilDay): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function civilDay(number: number): CivilDay {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** 0 is Monday, 6 is Sunday. */
export function weekday(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

export function isRealDay({ year, month, day }: CivilDay): boolean {
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const back = civilDay(dayNumber({ year, month, day }));
  return back.month === month && back.day === day;
}

/** Reads `YYYY-MM-DD`; null when it is anything else or no real day. */
export function parseIsoDate(text: string): CivilDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const read = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return isRealDay(read) ? read : null;
}

export function formatIsoDate({ year, month, day }: CivilDay): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
