import type { CellKey, Cells, Place, SessionHeader } from '../../../shared/contracts/drafts';
import { namesOfText } from '../../../shared/rules/mentor-names';
import { firstCell, nextCell } from '../../../shared/rules/next-cell';
import { cellText } from '../../../shared/rules/read-row';
import { makeRecogniser } from '../../../shared/rules/recognise-cell';
import { makeKnowName, splitMentors } from '../../../shared/rules/split-mentors';
import { type CellContext, editText, optionsOf, understandCell } from './cell-text';
import type { IdStock } from './id-stock';
import { makeOfferActions } from './offer-actions';
import { makeRowActions } from './row-actions';
import { beginningOf, cellsBeingTyped, withCell } from './row-cells';
import { makeSaveLine } from './save-line';
import type { SessionApi } from './session-api';
import {
  contentOf,
  findRow,
  type SaveFailure,
  type SessionAction,
  type SessionState,
  selectedRows,
} from './session-state';
import { makeSortActions } from './sort-actions';
import { makeStepActions } from './step-actions';
import { makeUndoActions } from './undo-actions';

export type SessionWiring = {
  api: SessionApi;
  get: () => SessionState;
  dispatch: (action: SessionAction) => void;
  ids: IdStock;
  context: () => CellContext;
  /** Called with what was just stored, for what is said aloud. */
  onCommitted: (stored: StoredCells) => void;
  /** Called with a text that now waits to be pasted. */
  onCopied: (text: string) => void;
  nowMs: () => number;
};

/** `cell` was written; another of the row may have changed with it. */
export type StoredCells = { rowId: string; cell: CellKey; before: Cells; cells: Cells };

export type SessionActions = ReturnType<typeof makeSessionActions>;

/** What a person does to a session. Each answers when it is on the disk, and says false when it is not. */
export function makeSessionActions(wiring: SessionWiring) {
  const { api, get, dispatch, ids, context, onCommitted, onCopied, nowMs } = wiring;
  const saves = makeSaveLine({
    api,
    get,
    dispatch,
    nowMs,
    cellsOf: (rowId) => cellsBeingTyped(get(), rowId),
  });

  function activate(place: Place, { focus = true, extend = false } = {}): void {
    const value = findRow(get(), place.rowId)?.cells[place.cell] ?? '';
    dispatch({ kind: 'moved', place, text: editText(place.cell, value, context()), focus, extend });
  }

  const steps = makeStepActions({ get, dispatch, ids, saves });
  const rowActions = makeRowActions({ get, dispatch, ids, steps, activate, commit });
  const undoActions = makeUndoActions({ api, get, dispatch, ids, saves, activate, steps });

  /** Stores what stands in the active cell. A value that is not understood is stored as it was typed. */
  async function commit(): Promise<boolean> {
    return (await beginCommit()) ?? true;
  }

  /** The same; null when there is nothing to store. */
  function beginCommit(): Promise<boolean> | null {
    const { active, editing, unsaved } = get();
    const row = findRow(get(), active.rowId);
    if (!row) return null;
    const before = row.cells[active.cell] ?? '';
    const stored = editing.manner === 'select' ? before : storedFor(active.cell, before);
    const changed = stored !== before;
    const cells = cellsWith(withCell(row.cells, active.cell, stored), active.cell);
    const saving = changed
      ? setCells(active, cells)
      : unsaved.has(row.id)
        ? saves.row(row.id, active.cell)
        : null;
    if (editing.manner !== 'select')
      dispatch({
        kind: 'typed',
        editing: {
          text: editText(active.cell, cells[active.cell] ?? '', context()),
          manner: 'select',
          option: -1,
        },
      });
    return (
      saving?.then((saved) => {
        if (saved && changed) onCommitted({ rowId: row.id, before: row.cells, cells, cell: active.cell });
        return saved;
      }) ?? null
    );
  }

  /** Several names in the mentor's cell are one who answers for the meeting and others who took part. */
  function cellsWith(cells: Cells, cell: CellKey): Cells {
    if (cell !== 'mentor' || namesOfText(cells.mentor ?? '').length < 2) return cells;
    const { reference, unitId } = context();
    const recognise = makeRecogniser({ ...reference, unitId });
    return splitMentors(cells, makeKnowName(recognise, reference.mentors));
  }

  /** The option that is marked in the list, or else what the text is understood as. */
  function storedFor(cell: CellKey, before: string): string {
    const { text, option } = get().editing;
    const marked = option < 0 ? undefined : optionsOf(cell, text, before, context())[option];
    if (marked) return marked.value;
    return text === editText(cell, before, context())
      ? before
      : understandCell(cell, text, { ...context(), before });
  }

  /** Keeps what is being typed, so that a crash in the middle of a cell loses nothing. */
  async function keepTyping(): Promise<void> {
    const { active, editing } = get();
    if (editing.manner !== 'select') await saves.row(active.rowId, active.cell);
  }

  /** What the server said about a row holds until the row is changed. */
  function setCells(place: Place, cells: Cells): Promise<boolean> {
    const row = findRow(get(), place.rowId);
    if (!row) return Promise.resolve(true);
    const before = contentOf(row);
    const after = { ...before, cells, serverProblem: null };
    return steps.change({ rows: [{ id: row.id, before, after }], focus: place });
  }

  /**
   * Leaves the active cell while what was written in it is being stored; where that does not succeed, back to it. Keys
   * that are pressed meanwhile wait until it is known.
   */
  async function leaveFor(go: () => void | Promise<void>): Promise<boolean> {
    const { active } = get();
    const saving = beginCommit();
    // The call has to be on its way before the drawing takes the thread: then the disk is written meanwhile.
    if (saving) await nextTask();
    await go();
    const saved = (await saving) ?? true;
    if (!saved) activate(active);
    return saved;
  }

  function moveTo(place: Place, how?: { focus?: boolean; extend?: boolean }): Promise<boolean> {
    return leaveFor(() => activate(place, how));
  }

  /** Enter: on to the next empty required cell, at the end of a row to the next row, at the end of all to a new one. */
  function goOn(): Promise<boolean> {
    return leaveFor(goToNext);
  }

  function goToNext(): void | Promise<void> {
    const { active, header, rows } = get();
    const row = findRow(get(), active.rowId);
    if (!row) return;
    const next = nextCell({
      cells: row.cells,
      header,
      from: active.cell,
      usualDuration: hasUsualDuration(row.cells),
    });
    if (next.kind === 'cell') return activate({ rowId: row.id, cell: next.cell });
    const below = rows[rows.indexOf(row) + 1];
    if (below) activate({ rowId: below.id, cell: beginningOf(below.cells, header) });
    else return rowActions.addRow(next.cell);
  }

  function hasUsualDuration(cells: Cells): boolean {
    const typeId = cellText(cells, get().header, 'type');
    return context().reference.types.some((type) => type.id === typeId && type.defaultDurationMin !== null);
  }

  async function setCell(place: Place, value: string): Promise<boolean> {
    const row = findRow(get(), place.rowId);
    if (!row) return true;
    const saving = setCells(place, withCell(row.cells, place.cell, value));
    activate(place);
    return saving;
  }

  /** Gives the selected cells the value of the topmost; answers how many others there were, null when not stored. */
  async function fillDown(): Promise<number | null> {
    if (!(await commit())) return null;
    const { cell } = get().active;
    const [top, ...below] = selectedRows(get());
    if (!top || below.length === 0) return 0;
    const value = top.cells[cell] ?? '';
    const rows = below.map((row) => {
      const before = contentOf(row);
      return {
        id: row.id,
        before,
        after: { ...before, cells: withCell(row.cells, cell, value), serverProblem: null },
      };
    });
    const saved = await steps.change({ rows, focus: get().active });
    activate(get().active);
    return saved ? below.length : null;
  }

  async function copyAbove(): Promise<void> {
    const { active, rows } = get();
    const above = rows[rows.findIndex(({ id }) => id === active.rowId) - 1];
    if (above) await setCell(active, above.cells[active.cell] ?? '');
  }

  function setHeader(header: SessionHeader): Promise<boolean> {
    return steps.change({ header: { before: get().header, after: header } });
  }

  /** Tries again to save everything that is only on the screen. */
  async function retry(): Promise<boolean> {
    const { unsaved, header, sessionId } = get();
    if (!(await saves.call(() => api.drafts.saveHeader({ sessionId, header })))) return false;
    for (const rowId of unsaved) if (!(await saves.row(rowId, get().active.cell))) return false;
    return true;
  }

  return {
    activate,
    commit,
    keepTyping,
    moveTo,
    goOn,
    newRow: () => leaveFor(() => rowActions.addRow(firstCell(get().header))),
    addRows: rowActions.addRows,
    duplicateRow: rowActions.duplicateRow,
    removeRow: rowActions.removeRow,
    removeActiveRow: rowActions.removeActiveRow,
    ...undoActions,
    ...makeSortActions({ get, context, steps, commit }),
    extendTo: (place: Place) => moveTo(place, { extend: true }),
    fillDown,
    takeOffer: makeOfferActions({ api, get, ids, context, steps, activate, onCopied }),
    copyAbove,
    setHeader,
    retry,
    tick: rowActions.tick,
    fail: (failure: SaveFailure) => dispatch({ kind: 'failed', failure }),
  };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
