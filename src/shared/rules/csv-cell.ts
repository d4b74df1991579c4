import type { Language } from '../contracts/ipc';
import { guardFormula } from './guard-formula';

/** What a table's cell holds; null is empty. */
export type CellValue = string | number | null;

/** So that Norwegian Excel reads a file as UTF-8. */
export const byteOrderMark = '\uFEFF';

/** One cell of a file that is separated by semicolons: quoted where it must be, and never read as a formula. */
export function csvCell(value: CellValue, language: Language): string {
  if (value === null) return '';
  // As a spreadsheet of the language reads a number.
  if (typeof value === 'number') return language === 'en' ? String(value) : String(value).replace('.', ',');
  const text = guardFormula(value);
  return text !== value || /[;"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line, ended as spreadsheets expect. */
export function csvLine(values: readonly CellValue[], language: Language): string {
  return `${values.map((value) => csvCell(value, language)).join(';')}\r\n`;
}
