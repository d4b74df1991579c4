import type { CellKey, RowOrder } from '../../../shared/contracts/drafts';
import { sortRows } from '../../../shared/rules/sort-rows';
import type { CellContext } from './cell-text';
import { orderShown, sortingBy } from './row-order';
import { filledRows, type SessionState } from './session-state';
import type { StepActions } from './step-actions';

type Wiring = {
  get: () => SessionState;
  context: () => CellContext;
  steps: StepActions;
  commit: () => Promise<boolean>;
};

/**
 * Sorting is something she does once, a step like any other, not a way of looking at the session. She works from a
 * paper list: a row that jumped to its place while she typed in it would lose her the line on the paper, and so would
 * a new row that did not come last. Rows therefore stay where they were put until she sorts again; undoing brings the
 * order of the paper back; and both hold after a restart, in the grid, the form and what is exported alike.
 */
export function makeSortActions({ get, context, steps, commit }: Wiring) {
  /** Ascending, or descending when the rows stand ascending by this column; null when it could not be stored. */
  async function sortBy(cell: CellKey): Promise<RowOrder | null> {
    if (!(await commit())) return null;
    const shown = orderShown(get(), context());
    const sorted = { cell, descending: shown?.cell === cell && !shown.descending };
    // A row with nothing in it is nowhere but on the screen, and keeps its place there.
    const moved = sortRows(filledRows(get().rows), sortingBy(sorted, get(), context()));
    const places = new Map(get().rows.map(({ id, position }) => [id, position]));
    const moves = moved.flatMap(({ id, position }): [string, number, number][] => {
      const before = places.get(id) ?? position;
      return before === position ? [] : [[id, before, position]];
    });
    return (await steps.change({ moves, focus: get().active, sorted })) ? sorted : null;
  }

  return { sortBy };
}
