export type DurationReading = { kind: 'minutes'; minutes: number } | { kind: 'not_understood' };

const notUnderstood: DurationReading = { kind: 'not_understood' };
const hourUnit = '(?:t|h|time|timer|timar|hour|hours)';
const minuteUnit = '(?:m|min|minutt|minutter|minute|minutes)';
const hoursAndMinutes = new RegExp(`^(\\d{1,2}) ?(?:${hourUnit}|:) ?(?:(\\d{1,2}) ?${minuteUnit}?)?\\.?$`);
const decimalHours = new RegExp(`^(\\d{1,2}[.,]\\d{1,2}) ?${hourUnit}$`);
const minutesOnly = new RegExp(`^(\\d{1,5}) ?${minuteUnit}?\\.?$`);

/**
 * Reads a duration the way it is typed: `90`, `45 min`, `1t30`, `1h30`, `1:30`, `2t`, `1,5t`, `1,5`. Whole minutes;
 * whether the figure is likely is judged elsewhere. `1.30` is refused: it could mean 78 or 90 minutes.
 */
export function readDuration(text: string): DurationReading {
  const typed = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const minutes = minutesOnly.exec(typed);
  if (minutes) return read(Number(minutes[1]));
  const clock = hoursAndMinutes.exec(typed);
  if (clock) return readClock(Number(clock[1]), Number(clock[2] ?? 0));
  const hours = decimalHours.exec(typed) ?? /^(\d{1,2},\d{1,2}|\d{1,2}\.\d)$/.exec(typed);
  return hours ? read(Math.round(Number((hours[1] ?? '').replace(',', '.')) * 60)) : notUnderstood;
}

function readClock(hours: number, minutes: number): DurationReading {
  return minutes > 59 ? notUnderstood : read(hours * 60 + minutes);
}

function read(minutes: number): DurationReading {
  return { kind: 'minutes', minutes };
}
