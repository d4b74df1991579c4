import type { CellKey, Cells } from '../../../shared/contracts/drafts';
import { cellText } from '../../../shared/rules/read-row';
import { type CellContext, showCell } from './cell-text';
import type { SessionState } from './session-state';

/** What an empty cell will be registered as: the header's value, or what is usual for the type. */
export function inheritedText(
  cells: Cells,
  cell: CellKey,
  { state, context }: { state: Pick<SessionState, 'header'>; context: CellContext },
): string {
  const shared = state.header.values[cell] ?? '';
  if (shared !== '') return showCell(cell, shared, context);
  if (cell !== 'mode' && cell !== 'duration') return '';
  const typeId = cellText(cells, state.header, 'type');
  const type = context.reference.types.find(({ id }) => id === typeId);
  if (!type) return '';
  return cell === 'mode'
    ? showCell('mode', type.defaultMode, context)
    : String(type.defaultDurationMin ?? '');
}
