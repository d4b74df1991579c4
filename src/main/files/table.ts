import { byteOrderMark, type CellValue, csvLine } from '../../shared/rules/csv-cell';
import type { Speech } from '../../shared/rules/words';

/** `tenths`: a number shown with one decimal, and written with all that it has. */
export type TableColumn = { label: string; kind: 'text' | 'whole' | 'tenths'; wide?: boolean };
export type TableRow = readonly CellValue[];
export type Table = {
  heading: string;
  columns: readonly TableColumn[];
  rows: readonly TableRow[];
  /** The line below the others. */
  total?: TableRow;
};

/** The first line of a table in a file of its own, for Norwegian Excel: a byte order mark, and semicolons. */
export function csvHeading(columns: readonly TableColumn[], { language }: Speech): string {
  return `${byteOrderMark}${csvLine(
    columns.map(({ label }) => label),
    language,
  )}`;
}

export function csvRows(rows: readonly TableRow[], { language }: Speech): string {
  return rows.map((row) => csvLine(row, language)).join('');
}
