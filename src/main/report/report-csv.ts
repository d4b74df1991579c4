import { csvLine } from '../../shared/rules/csv-cell';
import type { Report, ReportCell, ReportTable } from './make-report';

/** For Norwegian Excel: a byte order mark, semicolons and, where the language has it, a decimal comma. */
export function reportCsv({ language, title, facts, notes, tables }: Report): string {
  const shown = (cell: ReportCell) =>
    typeof cell === 'number' && language !== 'en' ? String(cell).replace('.', ',') : cell;
  const lines = [
    [title],
    ...facts,
    ...notes.map((note) => [note]),
    ...tables.flatMap((table) => [[], ...linesOf(table)]),
  ];
  return `\uFEFF${lines.map((line) => csvLine(line.map(shown))).join('')}`;
}

function linesOf({ heading, columns, rows, total }: ReportTable): ReportCell[][] {
  return [[heading], columns.map(({ label }) => label), ...rows, total];
}
