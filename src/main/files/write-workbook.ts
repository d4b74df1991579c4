import type { Cell, Sheet } from 'write-excel-file/node';
import type { CellValue } from '../../shared/rules/csv-cell';
import type { Table, TableColumn, TableRow } from './table';

/** What a workbook is of: a title, names with their values, and sentences. */
export type FrontSheet = {
  title: string;
  facts: readonly (readonly [name: string, value: string])[];
  notes: readonly string[];
};

type Style = { fontWeight?: 'bold'; fontSize?: number; align?: 'left' | 'right'; wrap?: boolean };
/** In characters. */
const widths = { number: 14, text: 20, wide: 36, front: 60 };
const bold: Style = { fontWeight: 'bold' };

/** A workbook (.xlsx) with a sheet for each table. Each cell says its type, so that a text is never a formula, whatever it begins with. */
export async function writeWorkbook(
  tables: readonly Table[],
  front: FrontSheet | null = null,
): Promise<Uint8Array> {
  // Loaded when it is needed: a start has no use for it.
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const sheets = [...(front ? [frontSheet(front)] : []), ...tables.map(tableSheet)];
  return writeXlsxFile(sheets).toBuffer();
}

function frontSheet({ title, facts, notes }: FrontSheet): Sheet<Buffer> {
  return {
    sheet: sheetName(title),
    columns: [{ width: widths.text }, { width: widths.front }],
    data: [
      [textCell(title, { ...bold, fontSize: 14 })],
      [],
      ...facts.map(([name, value]) => [textCell(name, bold), textCell(value, {})]),
      [],
      ...notes.map((note) => [textCell(note, {})]),
    ],
  };
}

function tableSheet({ heading, columns, rows, total }: Table): Sheet<Buffer> {
  const line = (row: TableRow, style: Style) =>
    row.map((value, index) => cellOf(value, columns[index], style));
  return {
    sheet: sheetName(heading),
    columns: columns.map(({ kind, wide }) => ({
      width: kind === 'text' ? widths[wide ? 'wide' : 'text'] : widths.number,
    })),
    stickyRowsCount: 1,
    orientation: 'landscape',
    data: [
      columns.map(({ label, kind }) =>
        textCell(label, { ...bold, align: kind === 'text' ? 'left' : 'right', wrap: true }),
      ),
      ...rows.map((row) => line(row, {})),
      ...(total ? [line(total, bold)] : []),
    ],
  };
}

function cellOf(value: CellValue, column: TableColumn | undefined, style: Style): Cell {
  if (value === null) return null;
  if (typeof value === 'string') return textCell(value, style);
  return { value, type: Number, format: column?.kind === 'tenths' ? '#,##0.0' : '#,##0', ...style };
}

function textCell(value: string, style: Style): Cell {
  return value === '' ? null : { value, type: String, ...style };
}

/** What Excel takes for a name: at most 31 characters, and none of those that mean something in a reference. */
function sheetName(text: string): string {
  return text.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
}
