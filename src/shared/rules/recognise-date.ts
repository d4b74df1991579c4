import type { CalendarDate } from '../contracts/primitives';
import { civilDay, formatIsoDate } from './civil-day';
import { weekdayNames } from './date-words';
import { readDate } from './read-date';

/** Day 0 of Excel's count, 30 December 1899, in days from 1970-01-01. Its leap day of 1900 is behind it. */
const excelEpoch = -25_569;
/** 1 January 2000 and 31 December 2099: a number between them in a column of dates is a day that lost its format. */
const firstSerial = 36_526;
const lastSerial = 73_050;

/** A date as tables of others hold it: with a time or a weekday, year first, or as Excel counts days. Null when it is none. */
export function recogniseDate(text: string, today: CalendarDate): CalendarDate | null {
  const typed = withoutWeekday(withoutTime(text.trim()));
  const read = fromSerial(typed) ?? yearFirst(typed) ?? typed;
  const reading = readDate(read, today);
  return reading.kind === 'date' ? reading.date : null;
}

function fromSerial(text: string): CalendarDate | null {
  if (!/^\d{5}([.,]\d+)?$/.test(text)) return null;
  const days = Math.floor(Number(text.replace(',', '.')));
  return days >= firstSerial && days <= lastSerial ? formatIsoDate(civilDay(days + excelEpoch)) : null;
}

function yearFirst(text: string): string | null {
  const match = /^(20\d{2})[./ -]?(\d{1,2})[./ -]?(\d{1,2})$/.exec(text);
  return match ? [match[1], match[2]?.padStart(2, '0'), match[3]?.padStart(2, '0')].join('-') : null;
}

function withoutTime(text: string): string {
  return text.replace(/(?:[ T]| kl\.? ?)\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/, '');
}

function withoutWeekday(text: string): string {
  const [, word = '', rest = ''] = /^(\p{L}{2,})\.?,? +(\d.*)$/u.exec(text) ?? [];
  const isWeekday = weekdayNames.some((names) => names.some((name) => name.startsWith(word.toLowerCase())));
  return word !== '' && isWeekday ? rest : text;
}
