import { type CellKey, cellKeys, type SessionHeader } from '../../../shared/contracts/drafts';
import { type CellContext, showCell } from './cell-text';
import { isPicked } from './columns';
import { sentenceFor } from './problem-sentence';
import type { SessionView } from './read-session';
import type { StoredCells } from './session-actions';

type Committed = StoredCells & { header: SessionHeader; view: SessionView; context: CellContext };

/** What is said once after a cell was stored: what is wrong with it, or else what it was understood as. */
export function sayCommitted({ cell, before, cells, ...at }: Committed): string {
  const others = cellKeys.filter((other) => other !== cell && cells[other] !== before[other]);
  return [cell, ...others]
    .map((each) => sayCell(each, cells[each] ?? '', at))
    .filter((said) => said !== '')
    .join('. ');
}

function sayCell(
  cell: CellKey,
  stored: string,
  { rowId, header, view, context }: Omit<Committed, 'cell' | 'before' | 'cells'>,
): string {
  const row = view.rows.find(({ row }) => row.id === rowId);
  const problems = row?.problems.filter(({ field }) => field === cell) ?? [];
  const inherited = header.values[cell] ?? '';
  if (row && problems.length > 0)
    return problems.map((problem) => sentenceFor(problem, row, { view, context, inherited })).join(' ');
  const understood = stored !== '' && (isPicked(cell) || cell === 'date' || cell === 'duration');
  if (!understood) return '';
  const { t } = context;
  return t('understood', { column: t(`column.${cell}`), value: showCell(cell, stored, context) });
}
