import {
  type CellKey,
  type Cells,
  cellKeys,
  type DraftRow,
  type DraftSession,
  type SessionHeader,
} from '../../../shared/contracts/drafts';
import type { StorageProblem } from '../../../shared/contracts/errors';
import { firstCell, isPinned } from '../../../shared/rules/next-cell';
import { isEmptyRow } from '../../../shared/rules/read-row';

export type GridRow = Omit<DraftRow, 'updatedAt'>;
export type Place = { rowId: string; cell: CellKey };

/**
 * What happens in the active cell. `select`: its text stands selected and arrows move between cells. `type`: the text
 * was replaced by typing. `edit`: the caret moves within the text. `option` is the marked one of the list, -1 for none.
 */
type Editing = { text: string; manner: 'select' | 'type' | 'edit'; option: number };

/** One step of undo. A removed row comes back from the main process too, so that it works after a restart. */
type Step =
  | { kind: 'cells'; place: Place; before: Cells; after: Cells }
  | { kind: 'removed'; row: GridRow }
  | { kind: 'added'; row: GridRow };

/** Why the last save did not succeed; `gone`: the main process does not know the session, or does not answer. */
export type SaveFailure = StorageProblem | 'gone';

export type SessionState = {
  sessionId: string;
  header: SessionHeader;
  /** Never empty; in the order shown. A row with nothing typed exists only here. */
  rows: readonly GridRow[];
  active: Place;
  editing: Editing;
  /** Grows when the active cell has to take the keyboard focus. */
  focusTurn: number;
  past: readonly Step[];
  future: readonly Step[];
  savedAtMs: number | null;
  failure: SaveFailure | null;
  /** Rows whose content on the screen is not on the disk. */
  unsaved: ReadonlySet<string>;
};

export type SessionAction =
  | { kind: 'moved'; place: Place; text: string; focus: boolean }
  | { kind: 'typed'; editing: Editing }
  | { kind: 'cells_set'; place: Place; cells: Cells; step: 'do' | 'undo' | 'redo' }
  | { kind: 'row_added'; row: GridRow; step: 'none' | 'do' | 'undo' | 'redo' }
  | { kind: 'row_removed'; rowId: string; spare: GridRow; step: 'none' | 'do' | 'undo' | 'redo' }
  | { kind: 'header_set'; header: SessionHeader }
  | { kind: 'saving'; rowId: string }
  | { kind: 'saved'; rowId: string | null; atMs: number }
  | { kind: 'failed'; failure: SaveFailure }
  | { kind: 'reopened'; session: DraftSession; spare: GridRow; text: string };

export function blankRow(id: string, position: number): GridRow {
  return { id, position, origin: 'free', cells: {}, serverProblem: null };
}

/** The state a stored session is shown in: its rows, or one blank row, and the cell where the person last was. */
export function openSession(session: DraftSession, spareId: string): SessionState {
  const rows = sorted(session.rows.length > 0 ? session.rows.map(gridRow) : [blankRow(spareId, 1)]);
  return {
    sessionId: session.id,
    header: session.header,
    rows,
    active: placeToReturnTo(session, rows),
    editing: { text: '', manner: 'select', option: -1 },
    focusTurn: 0,
    past: [],
    future: [],
    savedAtMs: null,
    failure: null,
    unsaved: new Set(),
  };
}

function placeToReturnTo({ focus, header }: DraftSession, rows: readonly GridRow[]): Place {
  const known = focus && rows.some(({ id }) => id === focus.rowId);
  return known ? focus : { rowId: rows[0]?.id ?? '', cell: firstCell(header) };
}

function gridRow({ id, position, origin, cells, serverProblem }: DraftRow): GridRow {
  return { id, position, origin, cells, serverProblem };
}

export function reduceSession(state: SessionState, action: SessionAction): SessionState {
  switch (action.kind) {
    case 'moved':
      return move(state, action);
    case 'typed':
      return { ...state, editing: action.editing };
    case 'cells_set':
      return setCells(state, action);
    case 'row_added':
      return {
        ...state,
        rows: sorted([...state.rows, action.row]),
        ...steps(state, { kind: 'added', row: action.row }, action.step),
      };
    case 'row_removed':
      return removeRow(state, action);
    case 'header_set':
      return { ...state, header: action.header };
    case 'saving':
      return { ...state, unsaved: new Set([...state.unsaved, action.rowId]) };
    case 'saved':
      return {
        ...state,
        savedAtMs: action.atMs,
        failure: null,
        unsaved: without(state.unsaved, action.rowId),
      };
    case 'failed':
      return { ...state, failure: action.failure };
    case 'reopened':
      return reopen(state, action);
  }
}

function move(state: SessionState, { place, text, focus }: SessionAction & { kind: 'moved' }): SessionState {
  return {
    ...state,
    active: place,
    editing: { text, manner: 'select', option: -1 },
    focusTurn: focus ? state.focusTurn + 1 : state.focusTurn,
  };
}

function setCells(state: SessionState, action: SessionAction & { kind: 'cells_set' }): SessionState {
  const { place, cells, step } = action;
  const before = findRow(state, place.rowId)?.cells ?? {};
  // What the server said about a row holds until the row is changed.
  const change = (row: GridRow) => (row.id === place.rowId ? { ...row, cells, serverProblem: null } : row);
  return {
    ...state,
    rows: state.rows.map(change),
    ...steps(state, { kind: 'cells', place, before, after: cells }, step),
  };
}

function removeRow(state: SessionState, action: SessionAction & { kind: 'row_removed' }): SessionState {
  const at = state.rows.findIndex(({ id }) => id === action.rowId);
  const row = state.rows[at];
  if (!row) return state;
  const left = state.rows.filter(({ id }) => id !== action.rowId);
  const rows = left.length > 0 ? left : [action.spare];
  const neighbour = rows[Math.min(at, rows.length - 1)] ?? row;
  return {
    ...state,
    rows,
    active: state.active.rowId === row.id ? { ...state.active, rowId: neighbour.id } : state.active,
    unsaved: without(state.unsaved, row.id),
    ...steps(state, { kind: 'removed', row }, action.step),
  };
}

/** Takes over what the main process holds now, after rows were finished or came back. */
function reopen(
  state: SessionState,
  { session, spare, text }: SessionAction & { kind: 'reopened' },
): SessionState {
  const opened = openSession(session, spare.id);
  return {
    ...opened,
    editing: { text, manner: 'select', option: -1 },
    focusTurn: state.focusTurn + 1,
    savedAtMs: state.savedAtMs,
  };
}

/**
 * Moves a step between the two stacks. Undoing a step performs its opposite, which therefore arrives here as the
 * opposite kind; the step that is kept is always the one that was done first.
 */
function steps(
  { past, future }: SessionState,
  step: Step,
  way: 'none' | 'do' | 'undo' | 'redo',
): Pick<SessionState, 'past' | 'future'> {
  const done = past.at(-1);
  const undone = future.at(-1);
  if (way === 'do') return { past: [...past, step], future: [] };
  if (way === 'undo' && done) return { past: past.slice(0, -1), future: [...future, done] };
  if (way === 'redo' && undone) return { past: [...past, undone], future: future.slice(0, -1) };
  return { past, future };
}

export function findRow(state: SessionState, rowId: string): GridRow | undefined {
  return state.rows.find(({ id }) => id === rowId);
}

/** Rows in which something was typed. */
export function filledRows(rows: readonly GridRow[]): GridRow[] {
  return rows.filter(({ cells, serverProblem }) => serverProblem !== null || !isEmptyRow(cells));
}

/** Position for a row right after another one. */
export function positionAfter(rows: readonly GridRow[], rowId: string): number {
  const at = rows.findIndex(({ id }) => id === rowId);
  const here = rows[at]?.position ?? rows.at(-1)?.position ?? 0;
  const next = rows[at + 1]?.position;
  return at < 0 || next === undefined ? here + 1 : (here + next) / 2;
}

/** Columns that the keyboard visits in rows. */
export function openColumns(header: SessionHeader): CellKey[] {
  return cellKeys.filter((cell) => !isPinned(header, cell));
}

function sorted(rows: readonly GridRow[]): GridRow[] {
  return [...rows].sort((a, b) => a.position - b.position);
}

function without(ids: ReadonlySet<string>, id: string | null): ReadonlySet<string> {
  return id !== null && ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : ids;
}
