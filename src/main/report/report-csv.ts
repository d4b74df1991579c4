import { byteOrderMark } from '../../shared/rules/csv-cell';
import type { Speech } from '../../shared/rules/words';
import { csvRows, type Table, type TableRow } from '../files/table';
import type { Report } from './make-report';

/** For Norwegian Excel: a byte order mark, semicolons and, where the language has it, a decimal comma. */
export function reportCsv({ title, facts, notes, tables }: Report, speech: Speech): string {
  const rows: TableRow[] = [
    [title],
    ...facts,
    ...notes.map((note) => [note]),
    ...tables.flatMap((table) => [[], ...rowsOf(table)]),
  ];
  return `${byteOrderMark}${csvRows(rows, speech)}`;
}

function rowsOf({ heading, columns, rows, total }: Table): TableRow[] {
  return [[heading], columns.map(({ label }) => label), ...rows, ...(total ? [total] : [])];
}
