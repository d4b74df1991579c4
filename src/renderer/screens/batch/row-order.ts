import type { CellKey, RowOrder } from '../../../shared/contracts/drafts';
import { readDate } from '../../../shared/rules/read-date';
import { readDuration } from '../../../shared/rules/read-duration';
import { readDecimal, readWhole } from '../../../shared/rules/read-number';
import { cellText } from '../../../shared/rules/read-row';
import { type Sorting, type SortKey, standSorted } from '../../../shared/rules/sort-rows';
import { type CellContext, showCell } from './cell-text';
import { isNumber } from './columns';
import { inheritedText } from './inherited-text';
import { filledRows, type GridRow, type SessionState } from './session-state';

/** How rows are compared in a column: days and numbers by what they are, the rest by the words that are shown. */
export function sortingBy(
  { cell, descending }: RowOrder,
  state: Pick<SessionState, 'header'>,
  context: CellContext,
): Sorting<GridRow> {
  const collator = new Intl.Collator(context.language === 'en' ? 'en' : 'nb', { numeric: true });
  return {
    keyOf: (row) => keyOf(row, cell, { state, context }),
    descending,
    compareWords: collator.compare,
  };
}

/** What the rows were sorted by last, for as long as they still stand so; null when they do not. */
export function orderShown(state: SessionState, context: CellContext): RowOrder | null {
  const last = state.past.findLast(({ sorted }) => sorted)?.sorted;
  return last && standSorted(filledRows(state.rows), sortingBy(last, state, context)) ? last : null;
}

function keyOf(
  { cells }: GridRow,
  cell: CellKey,
  at: { state: Pick<SessionState, 'header'>; context: CellContext },
): SortKey {
  if (cell === 'date') {
    const reading = readDate(cellText(cells, at.state.header, cell), at.context.reference.today);
    return reading.kind === 'date' ? reading.date : null;
  }
  const own = cells[cell] ?? '';
  const shown = own === '' ? inheritedText(cells, cell, at) : showCell(cell, own, at.context);
  if (!isNumber(cell)) return shown === '' ? null : shown;
  if (cell === 'duration') {
    const reading = readDuration(shown);
    return reading.kind === 'minutes' ? reading.minutes : null;
  }
  const reading = cell === 'km' ? readDecimal(shown) : readWhole(shown);
  return reading.kind === 'not_understood' ? null : reading.value;
}
