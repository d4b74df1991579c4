import { guardFormula } from './guard-formula';

/** One cell of a file that is separated by semicolons: quoted where it must be, and never read as a formula. */
export function csvCell(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : guardFormula(value);
  const isGuarded = text !== value && typeof value === 'string';
  return isGuarded || /[;"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line, ended as spreadsheets expect. */
export function csvLine(values: (string | number)[]): string {
  return `${values.map(csvCell).join(';')}\r\n`;
}
