import {
  type CellKey,
  cellKeys,
  type DraftRow,
  type DraftSession,
  type DraftStep,
  type Place,
  type RowContent,
  type SessionHeader,
  type StepWay,
} from '../../../shared/contracts/drafts';
import type { StorageProblem } from '../../../shared/contracts/errors';
import { firstCell, isPinned } from '../../../shared/rules/next-cell';
import { outcomeOfStep } from '../../../shared/rules/outcome-of-step';
import { isEmptyRow } from '../../../shared/rules/read-row';

/** Steps that can be undone; the main process keeps as many. */
const mostSteps = 200;

export type GridRow = RowContent & { id: string };

/**
 * What happens in the active cell. `select`: its text stands selected and arrows move between cells. `type`: the text
 * was replaced by typing. `edit`: the caret moves within the text. `option` is the marked one of the list, -1 for none.
 */
type Editing = { text: string; manner: 'select' | 'type' | 'edit'; option: number };

/** Why the last save did not succeed; `gone`: the main process does not know the session, or does not answer. */
export type SaveFailure = StorageProblem | 'gone';

export type SessionState = {
  sessionId: string;
  header: SessionHeader;
  /** Never empty; in the order shown. A row with nothing typed exists only here. */
  rows: readonly GridRow[];
  active: Place;
  /** The row where a selection began, which reaches to the active cell in its column; null when nothing is selected. */
  anchor: string | null;
  editing: Editing;
  /** Grows when the active cell has to take the keyboard focus. */
  focusTurn: number;
  /** The last one last. */
  past: readonly DraftStep[];
  /** What was undone, the next to be done again last. */
  future: readonly DraftStep[];
  savedAtMs: number | null;
  failure: SaveFailure | null;
  /** Rows whose content on the screen is not on the disk. */
  unsaved: ReadonlySet<string>;
};

export type SessionAction =
  /** `extend`: the selection grows with it. */
  | { kind: 'moved'; place: Place; text: string; focus: boolean; extend: boolean }
  | { kind: 'typed'; editing: Editing }
  /** A row with nothing in it, which exists only here, comes or goes. */
  | { kind: 'row_added'; row: GridRow }
  | { kind: 'row_removed'; rowId: string; spare: GridRow }
  /** `spare` is shown when no row is left. */
  | { kind: 'stepped'; step: DraftStep; way: StepWay; spare: GridRow | null }
  | { kind: 'saving'; rowIds: readonly string[] }
  | { kind: 'saved'; rowIds: readonly string[]; atMs: number }
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
    anchor: null,
    editing: { text: '', manner: 'select', option: -1 },
    focusTurn: 0,
    past: session.past,
    future: session.future,
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
    case 'row_added':
      return withRows(state, [...state.rows, action.row], null);
    case 'row_removed':
      return withRows(
        state,
        state.rows.filter(({ id }) => id !== action.rowId),
        action.spare,
      );
    case 'stepped':
      return applyStep(state, action);
    case 'saving':
      return { ...state, unsaved: new Set([...state.unsaved, ...action.rowIds]) };
    case 'saved':
      return {
        ...state,
        savedAtMs: action.atMs,
        failure: null,
        unsaved: without(state.unsaved, action.rowIds),
      };
    case 'failed':
      return { ...state, failure: action.failure };
    case 'reopened':
      return reopen(state, action);
  }
}

function move(
  state: SessionState,
  { place, text, focus, extend }: SessionAction & { kind: 'moved' },
): SessionState {
  return {
    ...state,
    active: place,
    anchor: extend ? (state.anchor ?? state.active.rowId) : null,
    editing: { text, manner: 'select', option: -1 },
    focusTurn: focus ? state.focusTurn + 1 : state.focusTurn,
  };
}

function applyStep(
  state: SessionState,
  { step, way, spare }: SessionAction & { kind: 'stepped' },
): SessionState {
  const { rows, moves, header } = outcomeOfStep(step, way);
  const places = new Map(moves.map(({ id, position }) => [id, position]));
  const moved = places.size === 0 ? state.rows : state.rows.map((row) => atPlace(row, places.get(row.id)));
  const outcome = new Map(rows.map(({ id, content }) => [id, content && { id, ...content }]));
  const kept = moved.map((row) => (outcome.has(row.id) ? (outcome.get(row.id) ?? null) : row));
  const known = new Set(state.rows.map(({ id }) => id));
  const added = [...outcome.values()].filter((row) => row && !known.has(row.id));
  const left = [...kept, ...added].filter((row) => row !== null);
  return {
    ...withRows(state, left, spare),
    header: header ?? state.header,
    ...stacksAfter(state, step, way),
  };
}

function atPlace(row: GridRow, position: number | undefined): GridRow {
  return position === undefined ? row : { ...row, position };
}

/** The active cell stays in its row, or goes to the one that has taken its place. */
function withRows(state: SessionState, rows: readonly GridRow[], spare: GridRow | null): SessionState {
  const shown = sorted(rows.length > 0 || !spare ? rows : [spare]);
  const ids = new Set(shown.map(({ id }) => id));
  const at = state.rows.findIndex(({ id }) => id === state.active.rowId);
  const neighbour = shown[Math.min(Math.max(at, 0), shown.length - 1)];
  const gone = state.rows.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
  return {
    ...state,
    rows: shown,
    active:
      ids.has(state.active.rowId) || !neighbour ? state.active : { ...state.active, rowId: neighbour.id },
    unsaved: without(state.unsaved, gone),
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

/** Whatever was undone is forgotten by something new. */
function stacksAfter(
  { past, future }: SessionState,
  step: DraftStep,
  way: StepWay,
): Pick<SessionState, 'past' | 'future'> {
  if (way === 'do') return { past: [...past.slice(1 - mostSteps), step], future: [] };
  if (way === 'undo') return { past: past.slice(0, -1), future: [...future, step] };
  return { past: [...past, step], future: future.slice(0, -1) };
}

export function nextStepNumber({ past, future }: SessionState): number {
  return 1 + Math.max(0, ...[...past, ...future].map(({ number }) => number));
}

export function findRow(state: SessionState, rowId: string): GridRow | undefined {
  return state.rows.find(({ id }) => id === rowId);
}

/** Rows from the one where the selection began to the active one; none when nothing is selected. */
export function selectedRows({ rows, anchor, active }: SessionState): readonly GridRow[] {
  const from = rows.findIndex(({ id }) => id === anchor);
  const to = rows.findIndex(({ id }) => id === active.rowId);
  return from < 0 || to < 0 ? [] : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** Rows in which something was typed. */
export function filledRows(rows: readonly GridRow[]): GridRow[] {
  return rows.filter(({ cells, serverProblem }) => serverProblem !== null || !isEmptyRow(cells));
}

export function contentOf({ position, origin, cells, serverProblem }: RowContent): RowContent {
  return { position, origin, cells, serverProblem };
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

function without(ids: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  return gone.some((id) => ids.has(id)) ? new Set([...ids].filter((id) => !gone.includes(id))) : ids;
}
