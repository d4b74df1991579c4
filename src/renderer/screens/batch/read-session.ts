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

/**
 * Reads rows once each: a row that did not change is not read again while header and reference stay the same, and
 * its view stays the same object, so that it is not drawn again either.
 */
export function makeSessionReader(header: SessionHeader, reference: Reference) {
  const readings = new WeakMap<GridRow, Reading>();
  const views = new WeakMap<GridRow, RowView>();
  const read = (row: GridRow): Reading => {
    const known = readings.get(row) ?? readOne(row, header, reference);
    readings.set(row, known);
    return known;
  };
  const viewOf = (row: GridRow, twinId: string | null): RowView => {
    const known = views.get(row);
    const view = known?.twinId === twinId ? known : makeView(row, read(row), twinId);
    views.set(row, view);
    return view;
  };
  return (rows: readonly GridRow[]): SessionView => {
    const compared = rows.map((row) => ({ rowId: row.id, fields: read(row).fields }));
    const twins = findDuplicates(compared, reference.types);
    const shown = rows.map((row) => viewOf(row, twins.get(row.id) ?? null));
    const filled = new Set(filledRows(rows));
    const toSum = shown.filter(({ row }) => filled.has(row));
    return { rows: shown, summary: summariseSession(toSum, (fields) => judgeFields(fields, reference)) };
  };
}

function makeView(row: GridRow, reading: Reading, twinId: string | null): RowView {
  const duplicate = twinId ? [rowProblemOf('mentor', 'possible_duplicate')] : [];
  return { row, ...reading, problems: inColumnOrder([...reading.problems, ...duplicate]), twinId };
}

function readOne(row: GridRow, header: SessionHeader, reference: Reference): Reading {
  if (filledRows([row]).length === 0) return { fields: null, problems: [], verdict: null };
  const { today, lockedYears } = reference;
  const { fields, problems } = readRow({ cells: row.cells, header, reference, today, lockedYears });
  const said = row.serverProblem ? [row.serverProblem, ...problems] : problems;
  return { fields, problems: said, verdict: fields && judgeFields(fields, reference) };
}

function inColumnOrder(problems: readonly RowProblem[]): RowProblem[] {
  const column = ({ field }: RowProblem) => (field === 'unit' ? -1 : cellKeys.indexOf(field));
  return [...problems].sort((a, b) => column(a) - column(b));
}
