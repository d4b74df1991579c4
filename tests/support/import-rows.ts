import type { TestReference } from './register';

const minutes = ['30', '45 min', '1t30', '1:15', '60'];

/**
 * Forty lines as Excel puts them on the clipboard, with headings: names, dates, types, durations and participants as
 * people write them. Five are wrong: an unknown name, a duration, a day that does not exist, a type, participants.
 */
export function fortyLines({ mentors, types, today }: TestReference, unitId: string): string {
  const own = mentors.filter(({ active, homeUnitId }) => active && homeUnitId === unitId);
  const usual = types.filter(({ code }) => code !== 'course').map(({ label }) => label.nb);
  const lines = Array.from({ length: 40 }, (_, row) => [
    own[row % own.length]?.displayName ?? '',
    dayBefore(today, row),
    usual[row % usual.length] ?? '',
    minutes[row % minutes.length] ?? '',
    String(3 + (row % 5)),
  ]);
  const wrong: [row: number, column: number, text: string][] = [
    [3, 0, 'Karianne Ukjentsdatter'],
    [9, 3, '9x'],
    [17, 1, `31.2.${today.slice(0, 4)}`],
    [24, 2, 'Skøyteturer'],
    [33, 4, 'mange'],
  ];
  for (const [row, column, text] of wrong) (lines[row] as string[])[column] = text;
  const headings = ['Likeperson', 'Dato', 'Aktivitet', 'Varighet', 'Antall'];
  return [headings, ...lines].map((line) => `${line.join('\t')}\r\n`).join('');
}

/** As Norwegian spreadsheets show it. */
function dayBefore(today: string, days: number): string {
  const date = new Date(`${today}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10).split('-').reverse().join('.');
}
