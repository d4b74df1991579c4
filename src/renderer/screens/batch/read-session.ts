import type { ActivityFields } from '../../../shared/contracts/activity';
import {
  cellKeys,
  type MeetingAsked,
  type RowProblem,
  type SessionHeader,
  type StandingMeeting,
} from '../../../shared/contracts/drafts';
import { findDuplicates, responsibleOf } from '../../../shared/rules/find-duplicates';
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
  /** What this row looks like: an earlier row, or a registration that stands already. */
  twin: Twin | null;
};

export type Twin = { kind: 'row'; rowId: string } | { kind: 'standing'; meeting: StandingMeeting };

export type SessionView = { rows: readonly RowView[]; summary: SessionSummary };

type Reading = Omit<RowView, 'row' | 'twin'>;

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
  const viewOf = (row: GridRow, twin: Twin | null): RowView => {
    const known = views.get(row);
    const view = known && isSameTwin(known.twin, twin) ? known : makeView(row, read(row), twin);
    views.set(row, view);
    return view;
  };
  /** The mentors' days that rows without errors are about. */
  const daysOf = (rows: readonly GridRow[]): MeetingAsked[] =>
    rows.flatMap((row) => {
      const { fields } = read(row);
      const mentorId = fields && responsibleOf(fields);
      return mentorId ? [{ mentorId, day: fields.occurredOn }] : [];
    });
  const look = (rows: readonly GridRow[], standing: readonly StandingMeeting[]): SessionView => {
    const meetings = new Map(standing.map((meeting) => [meeting.id, meeting]));
    // In the order in which they were made, however the rows are sorted: the same row is always the one that is asked.
    const made = rows.map((row) => ({ rowId: row.id, fields: read(row).fields })).sort(byId);
    const stood = standing.map((meeting) => ({ rowId: meeting.id, fields: meeting }));
    const twins = findDuplicates([...stood, ...made], reference.types);
    const twinOf = (rowId: string): Twin | null => {
      const twinId = twins.get(rowId);
      const meeting = meetings.get(twinId ?? '');
      if (meeting) return { kind: 'standing', meeting };
      return twinId ? { kind: 'row', rowId: twinId } : null;
    };
    const shown = rows.map((row) => viewOf(row, twinOf(row.id)));
    const filled = new Set(filledRows(rows));
    const toSum = shown.filter(({ row }) => filled.has(row));
    return { rows: shown, summary: summariseSession(toSum, (fields) => judgeFields(fields, reference)) };
  };
  let last: { rows: readonly GridRow[]; standing: readonly StandingMeeting[]; view: SessionView } | null =
    null;
  /** What is said of a row before it is drawn, and the drawing, look at the same rows: once. */
  const viewRows = (rows: readonly GridRow[], standing: readonly StandingMeeting[]): SessionView => {
    if (last?.rows !== rows || last.standing !== standing)
      last = { rows, standing, view: look(rows, standing) };
    return last.view;
  };
  return { daysOf, viewRows };
}

function byId(one: { rowId: string }, other: { rowId: string }): number {
  return one.rowId < other.rowId ? -1 : 1;
}

function isSameTwin(one: Twin | null, other: Twin | null): boolean {
  if (one?.kind === 'row') return other?.kind === 'row' && one.rowId === other.rowId;
  return one === null ? other === null : other?.kind === 'standing' && one.meeting === other.meeting;
}

function makeView(row: GridRow, reading: Reading, twin: Twin | null): RowView {
  const code = twin?.kind === 'standing' ? 'possible_duplicate_standing' : 'possible_duplicate';
  const duplicate = twin ? [rowProblemOf('mentor', code)] : [];
  return { row, ...reading, problems: inColumnOrder([...reading.problems, ...duplicate]), twin };
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
