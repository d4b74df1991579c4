import type { CellKey, Cells, Place, RowContent } from '../../../shared/contracts/drafts';
import { isEmptyRow } from '../../../shared/rules/read-row';
import type { IdStock } from './id-stock';
import {
  blankRow,
  contentOf,
  filledRows,
  findRow,
  type GridRow,
  positionAfter,
  type SessionAction,
  type SessionState,
} from './session-state';
import type { StepActions } from './step-actions';

type Wiring = {
  get: () => SessionState;
  dispatch: (action: SessionAction) => void;
  ids: IdStock;
  steps: StepActions;
  activate: (place: Place) => void;
  commit: () => Promise<boolean>;
};

/** Rows that come and go, each change on the disk before the answer. */
export function makeRowActions({ get, dispatch, ids, steps, activate, commit }: Wiring) {
  async function addRow(cell: CellKey): Promise<void> {
    const { rows } = get();
    const row = blankRow(await ids.take(), positionAfter(rows, rows.at(-1)?.id ?? ''));
    dispatch({ kind: 'row_added', row });
    activate({ rowId: row.id, cell });
  }

  /** Puts rows after those that are filled, as one step; answers their ids, or null when they could not be stored. */
  async function addRows(
    list: readonly Cells[],
    origin: RowContent['origin'] = 'free',
  ): Promise<string[] | null> {
    const newIds = await ids.takeMany(list.length);
    const { rows } = get();
    const last = filledRows(rows).at(-1);
    const below = rows[last ? rows.indexOf(last) + 1 : 0];
    const from = last?.position ?? (below?.position ?? 1) - 1;
    const gap = ((below?.position ?? from + list.length + 1) - from) / (list.length + 1);
    const added = list.map((cells, index) => ({
      id: newIds[index] ?? '',
      before: null,
      after: { position: from + gap * (index + 1), origin, cells, serverProblem: null },
    }));
    const saved = await steps.change({ rows: added, focus: get().active });
    return saved ? newIds : null;
  }

  async function duplicateRow(): Promise<void> {
    if (!(await commit())) return;
    const { active, rows } = get();
    const original = findRow(get(), active.rowId);
    if (!original || isEmptyRow(original.cells)) return;
    const id = await ids.take();
    const position = positionAfter(rows, original.id);
    const after = contentOf({ ...blankRow(id, position), cells: original.cells });
    const focus = { rowId: id, cell: active.cell };
    if (await steps.change({ rows: [{ id, before: null, after }], focus })) activate(focus);
  }

  /** Takes a row away; answers whether it is gone on the disk too. */
  async function removeRow(rowId: string): Promise<boolean> {
    const row = findRow(get(), rowId);
    if (!row) return true;
    if (isOnlyHere(row, get())) {
      dispatch({ kind: 'row_removed', rowId, spare: blankRow(await ids.take(), row.position) });
      return true;
    }
    const focus = { rowId, cell: get().active.cell };
    return steps.change({ rows: [{ id: rowId, before: contentOf(row), after: null }], focus });
  }

  async function removeActiveRow(): Promise<boolean> {
    const gone = await removeRow(get().active.rowId);
    if (gone) activate(get().active);
    return gone;
  }

  /** A ticked mentor becomes a row of its own, on the disk before the answer; null when it could not be stored. */
  async function tick(mentorId: string): Promise<string | null> {
    const added = await addRows([{ mentor: mentorId }], 'roster');
    return added?.[0] ?? null;
  }

  return { addRow, addRows, duplicateRow, removeRow, removeActiveRow, tick };
}

/** Nothing was ever typed in it, so that nothing of it is stored. */
function isOnlyHere({ id, cells, serverProblem }: GridRow, { active, editing }: SessionState): boolean {
  const typing = active.rowId === id && editing.manner !== 'select';
  return isEmptyRow(cells) && serverProblem === null && !typing;
}
