import type { CellKey } from '../../../shared/contracts/drafts';
import { isEmptyRow } from '../../../shared/rules/read-row';
import type { Api } from '../../api/client';
import type { IdStock } from './id-stock';
import type { SaveLine } from './save-line';
import {
  blankRow,
  filledRows,
  findRow,
  type GridRow,
  type Place,
  positionAfter,
  type SessionAction,
  type SessionState,
} from './session-state';

export type RowWiring = {
  api: Pick<Api, 'drafts'>;
  get: () => SessionState;
  dispatch: (action: SessionAction) => void;
  ids: Pick<IdStock, 'take'>;
  saves: SaveLine;
  activate: (place: Place) => void;
  commit: () => Promise<boolean>;
};

export type RowActions = ReturnType<typeof makeRowActions>;

/** Rows that come and go, each change on the disk before the answer. */
export function makeRowActions({ api, get, dispatch, ids, saves, activate, commit }: RowWiring) {
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

  return { addRow, duplicateRow, removeRow, removeActiveRow, putBack, tick };
}

/** A row that was never stored is as good as removed. */
function ignoreUnknown<Result extends { kind: string }>(result: Result): Result | { kind: 'saved' } {
  return result.kind === 'not_found' ? { kind: 'saved' } : result;
}
