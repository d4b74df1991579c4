import { type CellKey, type Cells, cellKeys, type SessionHeader } from '../../../shared/contracts/drafts';
import { firstCell, nextCell } from '../../../shared/rules/next-cell';
import { cellText, isEmptyRow } from '../../../shared/rules/read-row';
import type { Api } from '../../api/client';
import { type CellContext, editText, optionsOf, understandCell } from './cell-text';
import type { IdStock } from './id-stock';
import { makeSaveLine } from './save-line';
import {
  blankRow,
  filledRows,
  findRow,
  type GridRow,
  openColumns,
  type Place,
  positionAfter,
  type SaveFailure,
  type SessionAction,
  type SessionState,
} from './session-state';

export type SessionWiring = {
  api: Api;
  get: () => SessionState;
  dispatch: (action: SessionAction) => void;
  ids: IdStock;
  context: () => CellContext;
  /** Called with a cell that was just stored, for what is said aloud. */
  onCommitted: (place: Place, stored: string) => void;
  nowMs: () => number;
};

export type SessionActions = ReturnType<typeof makeSessionActions>;

/** What a person does to a session. Each answers when it is on the disk, and says false when it is not. */
export function makeSessionActions(wiring: SessionWiring) {
  const { api, get, dispatch, ids, context, onCommitted, nowMs } = wiring;
  const saves = makeSaveLine({
    api,
    get,
    dispatch,
    nowMs,
    cellsOf: (rowId) => cellsBeingTyped(get(), rowId),
  });

  function activate(place: Place, focus = true): void {
    const value = findRow(get(), place.rowId)?.cells[place.cell] ?? '';
    dispatch({ kind: 'moved', place, text: editText(place.cell, value, context()), focus });
  }

  /** Stores what stands in the active cell. A value that is not understood is stored as it was typed. */
  async function commit(): Promise<boolean> {
    const { active, editing, unsaved } = get();
    const row = findRow(get(), active.rowId);
    if (!row) return true;
    const before = row.cells[active.cell] ?? '';
    const stored = editing.manner === 'select' ? before : storedFor(active.cell, before);
    if (stored !== before) setCells(active, withCell(row.cells, active.cell, stored), 'do');
    if (editing.manner !== 'select')
      dispatch({
        kind: 'typed',
        editing: { text: editText(active.cell, stored, context()), manner: 'select', option: -1 },
      });
    const due = stored !== before || unsaved.has(row.id);
    if (!due) return true;
    const saved = await saves.row(row.id, active.cell);
    if (saved && stored !== before) onCommitted(active, stored);
    return saved;
  }

  /** The option that is marked in the list, or else what the text is understood as. */
  function storedFor(cell: CellKey, before: string): string {
    const { text, option } = get().editing;
    const marked = option < 0 ? undefined : optionsOf(cell, text, before, context())[option];
    if (marked) return marked.value;
    return text === editText(cell, before, context()) ? before : understandCell(cell, text, context());
  }

  /** Keeps what is being typed, so that a crash in the middle of a cell loses nothing. */
  async function keepTyping(): Promise<void> {
    const { active, editing } = get();
    if (editing.manner !== 'select') await saves.row(active.rowId, active.cell);
  }

  function setCells(place: Place, cells: Cells, step: 'do' | 'undo' | 'redo'): void {
    dispatch({ kind: 'cells_set', place, cells, step });
  }

  async function moveTo(place: Place): Promise<boolean> {
    const saved = await commit();
    if (saved) activate(place);
    return saved;
  }

  /** Enter: on to the next empty required cell, at the end of a row to the next row, at the end of all to a new one. */
  async function goOn(): Promise<boolean> {
    if (!(await commit())) return false;
    const { active, header, rows } = get();
    const row = findRow(get(), active.rowId);
    if (!row) return false;
    const next = nextCell({
      cells: row.cells,
      header,
      from: active.cell,
      usualDuration: hasUsualDuration(row.cells),
    });
    if (next.kind === 'cell') {
      activate({ rowId: row.id, cell: next.cell });
      return true;
    }
    const below = rows[rows.indexOf(row) + 1];
    if (below) activate({ rowId: below.id, cell: beginningOf(below) });
    else await addRow(next.cell);
    return true;
  }

  function beginningOf({ cells }: GridRow): CellKey {
    const { header } = get();
    if (isEmptyRow(cells)) return firstCell(header);
    const open = openColumns(header).find((cell) => cellText(cells, header, cell) === '');
    return open && ['mentor', 'date', 'type', 'duration', 'participants'].includes(open)
      ? open
      : firstCell(header);
  }

  function hasUsualDuration(cells: Cells): boolean {
    const typeId = cellText(cells, get().header, 'type');
    return context().reference.types.some((type) => type.id === typeId && type.defaultDurationMin !== null);
  }

  async function addRow(cell: CellKey): Promise<void> {
    const { rows } = get();
    const row = blankRow(await ids.take(), positionAfter(rows, rows.at(-1)?.id ?? ''));
    dispatch({ kind: 'row_added', row, step: 'none' });
    activate({ rowId: row.id, cell });
  }

  async function duplicateRow(): Promise<void> {
    if (!(await commit())) return;
    const { active, rows } = get();
    const original = findRow(get(), active.rowId);
    if (!original || isEmptyRow(original.cells)) return;
    const position = positionAfter(rows, original.id);
    const row: GridRow = { ...blankRow(await ids.take(), position), cells: original.cells };
    dispatch({ kind: 'row_added', row, step: 'do' });
    if (await saves.row(row.id, active.cell)) activate({ rowId: row.id, cell: active.cell });
  }

  /** Takes a row away; answers whether it is gone on the disk too. */
  async function removeRow(rowId: string, step: 'do' | 'undo' | 'redo' = 'do'): Promise<boolean> {
    const { sessionId } = get();
    const row = findRow(get(), rowId);
    if (!row) return true;
    const spare = blankRow(await ids.take(), row.position);
    const stored = !isEmptyRow(row.cells) || row.serverProblem !== null || get().editing.manner !== 'select';
    if (
      stored &&
      !(await saves.call(async () => ignoreUnknown(await api.drafts.removeRow({ sessionId, rowId }))))
    )
      return false;
    dispatch({ kind: 'row_removed', rowId, spare, step: stored ? step : 'none' });
    return true;
  }

  async function removeActiveRow(): Promise<boolean> {
    const gone = await removeRow(get().active.rowId);
    if (gone) activate(get().active);
    return gone;
  }

  async function putBack(row: GridRow, step: 'undo' | 'redo'): Promise<boolean> {
    const { sessionId } = get();
    const { rowId } = await api.drafts.restoreRow({ sessionId, rowId: row.id });
    dispatch({ kind: 'row_added', row, step });
    // The content is saved again in any case: the row on the screen is what the person means.
    const saved = await saves.row(row.id, get().active.cell);
    activate({ rowId: row.id, cell: get().active.cell });
    return saved && rowId !== undefined;
  }

  /** Undoes the last step; with no step left from this run, brings back the row removed last before a restart. */
  async function undo(): Promise<'undone' | 'nothing'> {
    if (get().editing.manner !== 'select') {
      undoCell();
      return 'undone';
    }
    const step = get().past.at(-1);
    if (!step) return restoreFromEarlier();
    if (step.kind === 'cells') await putCells(step.place, step.before, 'undo');
    else if (step.kind === 'removed') await putBack(step.row, 'undo');
    else if (await removeRow(step.row.id, 'undo')) activate(get().active);
    return 'undone';
  }

  async function redo(): Promise<'undone' | 'nothing'> {
    const step = get().future.at(-1);
    if (!step) return 'nothing';
    if (step.kind === 'cells') await putCells(step.place, step.after, 'redo');
    else if (step.kind === 'added') await putBack(step.row, 'redo');
    else if (await removeRow(step.row.id, 'redo')) activate(get().active);
    return 'undone';
  }

  async function putCells(place: Place, cells: Cells, step: 'undo' | 'redo'): Promise<void> {
    setCells(place, cells, step);
    if (await saves.row(place.rowId, place.cell)) activate(place);
  }

  async function restoreFromEarlier(): Promise<'undone' | 'nothing'> {
    const { rowId } = await api.drafts.restoreRow({ sessionId: get().sessionId });
    if (rowId === null) return 'nothing';
    await reopen();
    activate({ rowId, cell: get().active.cell });
    return 'undone';
  }

  async function reopen(): Promise<void> {
    const session = await api.drafts.open();
    dispatch({ kind: 'reopened', session, spare: blankRow(await ids.take(), 1), text: '' });
    activate(get().active);
  }

  function undoCell(): void {
    const { active, editing } = get();
    const wasTyping = editing.manner !== 'select';
    activate(active);
    if (wasTyping) void saves.row(active.rowId, active.cell);
  }

  async function setCell(place: Place, value: string): Promise<boolean> {
    const row = findRow(get(), place.rowId);
    if (!row) return true;
    const cells = withCell(row.cells, place.cell, value);
    setCells(place, cells, 'do');
    activate(place);
    return saves.row(place.rowId, place.cell);
  }

  async function copyAbove(): Promise<void> {
    const { active, rows } = get();
    const above = rows[rows.findIndex(({ id }) => id === active.rowId) - 1];
    if (above) await setCell(active, above.cells[active.cell] ?? '');
  }

  async function setHeader(header: SessionHeader): Promise<boolean> {
    dispatch({ kind: 'header_set', header });
    return saves.call(() => api.drafts.saveHeader({ sessionId: get().sessionId, header }));
  }

  /** Tries again to save everything that is only on the screen. */
  async function retry(): Promise<boolean> {
    const { unsaved, header, sessionId } = get();
    if (!(await saves.call(() => api.drafts.saveHeader({ sessionId, header })))) return false;
    for (const rowId of unsaved) if (!(await saves.row(rowId, get().active.cell))) return false;
    return true;
  }

  /** A ticked mentor becomes a row of its own, on the disk before the answer; null when it could not be stored. */
  async function tick(mentorId: string): Promise<string | null> {
    const { rows } = get();
    const last = filledRows(rows).at(-1);
    const position = last ? positionAfter(rows, last.id) : (rows[0]?.position ?? 1) - 1;
    const row: GridRow = {
      ...blankRow(await ids.take(), position),
      origin: 'roster',
      cells: { mentor: mentorId },
    };
    dispatch({ kind: 'row_added', row, step: 'do' });
    return (await saves.row(row.id, 'duration')) ? row.id : null;
  }

  return {
    activate,
    commit,
    keepTyping,
    moveTo,
    goOn,
    duplicateRow,
    removeRow,
    removeActiveRow,
    undo,
    redo,
    undoCell,
    setCell,
    copyAbove,
    setHeader,
    retry,
    tick,
    reopen,
    fail: (failure: SaveFailure) => dispatch({ kind: 'failed', failure }),
  };
}

/** The row's cells with the text of the cell that is being typed in; null when nothing is being typed in the row. */
function cellsBeingTyped({ active, editing, rows }: SessionState, rowId: string): Cells | null {
  const row = rows.find(({ id }) => id === rowId);
  if (!row || active.rowId !== rowId || editing.manner === 'select') return null;
  return withCell(row.cells, active.cell, editing.text);
}

function withCell(cells: Cells, cell: CellKey, value: string): Cells {
  return Object.fromEntries(
    cellKeys.flatMap((key) => {
      const text = key === cell ? value : (cells[key] ?? '');
      return text === '' ? [] : [[key, text]];
    }),
  );
}

/** A row that was never stored is as good as removed. */
function ignoreUnknown<Result extends { kind: string }>(result: Result): Result | { kind: 'saved' } {
  return result.kind === 'not_found' ? { kind: 'saved' } : result;
}
