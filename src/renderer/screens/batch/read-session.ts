import type { ActivityFields } from '../../../shared/contracts/activity';
import { cellKeys, type RowProblem, type SessionHeader } from '../../../shared/contracts/drafts';
import { findDuplicates } from '../../../shared/rules/find-duplicates';
import { readRow } from '../../../shared/rules/read-row';
import { rowProblemOf } from '../../../shared/rules/row-problem-codes';
import { type SessionSummary, summariseSession } from '../../../shared/rules/summarise-session';
import type { Reference } from '../../stores/reference-store';
import { judgeFields, type Verdict } from './judge-fields';
import { filledRows, type GridRow } from './session-state';

/** A row as the screen shows it. A blank row has nothing to say. */
export type RowView = {
  row: GridRow;
  fields: ActivityFields | null;
  problems: readonly RowProblem[];
  /** Whether the registration counts for the grant, and why not; null while the row has errors. */
  verdict: Verdict | null;
  /** The earlier row that this one looks like. */
  twinId: string | null;
};

export type SessionView = { rows: readonly RowView[]; summary: SessionSummary };

type Reading = Omit<RowView, 'row' | 'twinId'>;

/** Reads rows once each: a row that did not change is not read again while header and reference stay the same. */
export function makeSessionReader(header: SessionHeader, reference: Reference) {
  const readings = new WeakMap<GridRow, Reading>();
  const read = (row: GridRow): Reading => {
    const known = readings.get(row) ?? readOne(row, header, reference);
    readings.set(row, known);
    return known;
  };
  return (rows: readonly GridRow[]): SessionView => viewOf(rows, { read, reference });
}

function readOne(row: GridRow, header: SessionHeader, reference: Reference): Reading {
  if (filledRows([row]).length === 0) return { fields: null, problems: [], verdict: null };
  const { today, lockedYears } = reference;
  const { fields, problems } = readRow({ cells: row.cells, header, reference, today, lockedYears });
  const said = row.serverProblem ? [row.serverProblem, ...problems] : problems;
  return { fields, problems: said, verdict: fields && judgeFields(fields, reference) };
}

function viewOf(
  rows: readonly GridRow[],
  { read, reference }: { read: (row: GridRow) => Reading; reference: Reference },
): SessionView {
  const readings = rows.map((row) => ({ row, ...read(row) }));
  const twins = findDuplicates(
    readings.map(({ row, fields }) => ({ rowId: row.id, fields })),
    reference.types,
  );
  const views = readings.map((reading): RowView => {
    const twinId = twins.get(reading.row.id) ?? null;
    const problems = twinId
      ? [...reading.problems, rowProblemOf('mentor', 'possible_duplicate')]
      : reading.problems;
    return { ...reading, problems: inColumnOrder(problems), twinId };
  });
  const filled = new Set(filledRows(rows).map(({ id }) => id));
  return {
    rows: views,
    summary: summariseSession(
      views.filter(({ row }) => filled.has(row.id)),
      (fields) => judgeFields(fields, reference),
    ),
  };
}

function inColumnOrder(problems: readonly RowProblem[]): RowProblem[] {
  const column = ({ field }: RowProblem) => (field === 'unit' ? -1 : cellKeys.indexOf(field));
  return [...problems].sort((a, b) => column(a) - column(b));
}
