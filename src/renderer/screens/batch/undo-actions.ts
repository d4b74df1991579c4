import type { Cells } from '../../../shared/contracts/drafts';
import type { RowActions, RowWiring } from './row-actions';
import { blankRow, type Place } from './session-state';

type Wiring = Omit<RowWiring, 'commit'> & { rows: Pick<RowActions, 'removeRow' | 'putBack'> };

/** Backwards and forwards through what was done; further back than this run through what the main process removed. */
export function makeUndoActions({ api, get, dispatch, ids, saves, activate, rows }: Wiring) {
  /** Undoes the last step; with no step left from this run, brings back the row removed last before a restart. */
  async function undo(): Promise<'undone' | 'nothing'> {
    if (get().editing.manner !== 'select') {
      undoCell();
      return 'undone';
    }
    const step = get().past.at(-1);
    if (!step) return restoreFromEarlier();
    if (step.kind === 'cells') await putCells(step.place, step.before, 'undo');
    else if (step.kind === 'removed') await rows.putBack(step.row, 'undo');
    else if (await rows.removeRow(step.row.id, 'undo')) activate(get().active);
    return 'undone';
  }

  async function redo(): Promise<'undone' | 'nothing'> {
    const step = get().future.at(-1);
    if (!step) return 'nothing';
    if (step.kind === 'cells') await putCells(step.place, step.after, 'redo');
    else if (step.kind === 'added') await rows.putBack(step.row, 'redo');
    else if (await rows.removeRow(step.row.id, 'redo')) activate(get().active);
    return 'undone';
  }

  async function putCells(place: Place, cells: Cells, step: 'undo' | 'redo'): Promise<void> {
    dispatch({ kind: 'cells_set', place, cells, step });
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

  return { undo, redo, undoCell, reopen };
}
