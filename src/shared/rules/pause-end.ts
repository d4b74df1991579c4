import { dayNumber } from './civil-day';
import { clockTime, dayDate } from './format-time';

export const pauseChoices = ['hour', 'tomorrow', 'until_told'] as const;
export type PauseChoice = (typeof pauseChoices)[number];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const morning = '07:00';

/** The last moment that a date can name (epoch ms, the year 275760): a pause until then ends when she says so. */
export const untilTold = 8_640_000_000_000_000;

/** When a pause that begins now ends (epoch ms); tomorrow is at 07:00 in Europe/Oslo. */
export function pauseEnd(choice: PauseChoice, now: number): number {
  if (choice === 'until_told') return untilTold;
  if (choice === 'hour') return now + hourMs;
  const [day = 0, month = 0, year = 0] = dayDate(now).split('.').map(Number);
  const midnightUtc = (dayNumber({ year, month, day }) + 1) * dayMs;
  // Oslo is one hour ahead of UTC, in summer two.
  const winter = midnightUtc + 6 * hourMs;
  return clockTime(winter, 'en') === morning ? winter : winter - hourMs;
}
