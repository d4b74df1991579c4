import type { Cell, Sheet } from 'write-excel-file/node';
import type { Report, ReportCell, ReportColumn, ReportTable } from './make-report';

/** A sheet that says what the report is of, and one for each table. A text is a text there, never a formula. */
export async function reportXlsx({ title, facts, notes, tables }: Report): Promise<Uint8Array> {
  // Loaded when a report is made; a start has no use for it.
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const front: Sheet<Buffer> = {
    sheet: sheetName(title),
    columns: [{ width: 24 }, { width: 60 }],
    data: [
      [textCell(title, { fontWeight: 'bold', fontSize: 14 })],
      [],
      ...facts.map(([name, value]) => [textCell(name, { fontWeight: 'bold' }), textCell(value)]),
      [],
      ...notes.map((note) => [textCell(note)]),
    ],
  };
  return writeXlsxFile([front, ...tables.map(tableSheet)]).toBuffer();
}

function tableSheet({ heading, columns, rows, total }: ReportTable): Sheet<Buffer> {
  const line = (cells: ReportCell[], style: { fontWeight?: 'bold' } = {}) =>
    cells.map((cell, index) => cellOf(cell, columns[index], style));
  return {
    sheet: sheetName(heading),
    columns: columns.map(({ kind }) => ({ width: kind === 'text' ? 32 : 14 })),
    stickyRowsCount: 1,
    orientation: 'landscape',
    data: [
      columns.map(({ label, kind }) =>
        textCell(label, { fontWeight: 'bold', align: kind === 'text' ? 'left' : 'right', wrap: true }),
      ),
      ...rows.map((row) => line(row)),
      line(total, { fontWeight: 'bold' }),
    ],
  };
}

function cellOf(cell: ReportCell, column: ReportColumn | undefined, style: { fontWeight?: 'bold' }): Cell {
  if (typeof cell === 'string') return textCell(cell, style);
  return { value: cell, type: Number, format: column?.kind === 'hours' ? '#,##0.0' : '#,##0', ...style };
}

function textCell(
  value: string,
  style: Omit<Extract<Cell, { value?: unknown }>, 'value' | 'type'> = {},
): Cell {
  return value === '' ? null : { value, type: String, ...style };
}

/** What Excel takes for a name: at most 31 characters, and none of those that mean something in a reference. */
function sheetName(text: string): string {
  return text.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
}
