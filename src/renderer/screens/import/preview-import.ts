import type { CellKey, Cells, SessionHeader } from '../../../shared/contracts/drafts';
import { findHeader, headerAt, type ImportTable } from '../../../shared/rules/find-header';
import { guessColumns, type OwnLabels } from '../../../shared/rules/guess-columns';
import { guessContents } from '../../../shared/rules/guess-contents';
import { headerWords, type ImportColumn } from '../../../shared/rules/import-words';
import { requiredCells } from '../../../shared/rules/next-cell';
import { readTable } from '../../../shared/rules/read-table';
import { makeRecogniser, type Recognising } from '../../../shared/rules/recognise-cell';
import { makeKnowName, splitMentors } from '../../../shared/rules/split-mentors';
import type { Reference } from '../../stores/reference-store';
import { makeSessionReader, type RowView, type SessionView } from '../batch/read-session';
import { blankRow, type GridRow } from '../batch/session-state';
import { mostRows } from './import-source';

export const importColumns = Object.keys(headerWords) as ImportColumn[];

/** How a table is read: the line of its headings (from 0; null for none), and what each column is. */
export type Mapping = {
  headerLine: number | null;
  headings: readonly string[];
  columns: (ImportColumn | null)[];
};

/** The mapping that a table suggests; with the line of the headings when somebody has said it. */
export function suggestMapping(
  table: ImportTable,
  own: OwnLabels,
  { at, line }: { at: Recognising; line?: number | null },
): Mapping & { firstLine: number } {
  const header =
    line === undefined
      ? findHeader(table, own)
      : line === null
        ? withoutHeader(table)
        : headerAt(table, line);
  const columns = header.line === null ? guessContents(table, at) : guessColumns(header.headings, own);
  return { headerLine: header.line, firstLine: header.firstLine, headings: header.headings, columns };
}

function withoutHeader(table: ImportTable) {
  return { ...headerAt(table, -1), line: null, firstLine: 0 };
}

/** The mapping with another meaning of one column; a meaning that another column had is taken from it. */
export function withColumn<Any extends Mapping>(
  mapping: Any,
  index: number,
  column: ImportColumn | null,
): Any {
  const clashes = (other: ImportColumn | null) =>
    other !== null && (other === column || (isDuration(other) && column !== null && isDuration(column)));
  const columns = mapping.columns.map((other, at) => (at === index ? column : clashes(other) ? null : other));
  return { ...mapping, columns };
}

function isDuration(column: ImportColumn): boolean {
  return column === 'duration' || column === 'hours';
}

export type PreviewRow = { line: number; view: RowView; formula: boolean };
export type Preview = {
  rows: readonly PreviewRow[];
  cells: readonly Cells[];
  /** The session as it would be, for sentences that name another row. */
  view: SessionView;
  ready: number;
  errors: number;
  formulas: number;
  leftOut: number;
  /** Required columns that neither the table nor the header of the session fills. */
  missing: readonly CellKey[];
  tooMany: boolean;
};

type ToPreview = {
  table: ImportTable;
  mapping: Mapping & { firstLine: number };
  reference: Reference;
  header: SessionHeader;
  /** The rows that stand in the session already: a row may be a double of one of them. */
  standing: readonly GridRow[];
};

/** Ids sort by when rows were made, and lines were made from the top. */
function lineId(line: number): string {
  return `line-${String(line).padStart(7, '0')}`;
}

/** The longest message that the main process reads is 4 MiB; each cell and row adds names and an id. */
const mostLetters = 2_500_000;

export function previewImport({ table, mapping, reference, header, standing }: ToPreview): Preview {
  const { headerLine, firstLine, headings, columns } = mapping;
  const recognise = makeRecogniser({ ...reference, unitId: header.unitId });
  const know = makeKnowName(recognise, reference.mentors);
  const { rows: lines, leftOut } = readTable(
    { table, header: { line: headerLine, firstLine, headings }, columns },
    recognise,
  );
  const rows = lines.map((line) => ({ ...line, cells: splitMentors(line.cells, know) }));
  const added = rows.map(({ cells, line }): GridRow => ({ ...blankRow(lineId(line), line), cells }));
  const view = makeSessionReader(header, reference).viewRows([...standing, ...added], []);
  const views = view.rows.slice(standing.length);
  const shown = rows.flatMap(({ line, formula }, index) => {
    const row = views[index];
    return row ? [{ line, formula, view: row }] : [];
  });
  const ready = shown.filter(({ view: { fields } }) => fields).length;
  const filled = new Set(columns.map((column) => (column === 'hours' ? 'duration' : column)));
  const missing = requiredCells.filter(
    (cell) => cell !== 'duration' && !filled.has(cell) && !header.values[cell]?.trim(),
  );
  return {
    rows: shown,
    cells: rows.map(({ cells }) => cells),
    view,
    ready,
    errors: shown.length - ready,
    formulas: rows.filter(({ formula }) => formula).length,
    leftOut,
    missing,
    tooMany: rows.length > mostRows || letters(rows.map(({ cells }) => cells)) > mostLetters,
  };
}

function letters(rows: readonly Cells[]): number {
  return rows.reduce((sum, cells) => sum + 200 + Object.values(cells).join('').length, 0);
}
