import type { EpochMs } from '../contracts/primitives';

const timeZone = 'Europe/Oslo';
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const calendar = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

const isoCalendar = new Intl.DateTimeFormat('sv-SE', { timeZone });

/** The calendar date in Europe/Oslo, `YYYY-MM-DD`, wherever the computer thinks it is. */
export function isoDay(atMs: EpochMs): string {
  return isoCalendar.format(atMs);
}

/** `14.37` in Norwegian, `14:37` in English; the clock of Europe/Oslo. */
export function clockTime(atMs: EpochMs, language: 'nb' | 'nn' | 'en'): string {
  const time = clock.format(atMs);
  return language === 'en' ? time : time.replace(':', '.');
}

/** `21.11.2026`, the calendar of Europe/Oslo, in all three languages. */
export function dayDate(atMs: EpochMs): string {
  return calendar.format(atMs).replaceAll('/', '.');
}
