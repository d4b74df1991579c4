import type { Place } from '../../../shared/contracts/drafts';
import { type CellContext, showCell } from './cell-text';
import { isPicked } from './columns';
import { sentenceFor } from './problem-sentence';
import type { SessionView } from './read-session';

type Committed = {
  place: Place;
  stored: string;
  /** The header's value of the cell. */
  inherited: string;
  view: SessionView;
  context: CellContext;
};

/** What is said once after a cell was stored: what is wrong with it, or else what it was understood as. */
export function sayCommitted({ place, stored, inherited, view, context }: Committed): string {
  const row = view.rows.find(({ row }) => row.id === place.rowId);
  const problems = row?.problems.filter(({ field }) => field === place.cell) ?? [];
  if (row && problems.length > 0)
    return problems.map((problem) => sentenceFor(problem, row, { view, context, inherited })).join(' ');
  const understood =
    stored !== '' && (isPicked(place.cell) || place.cell === 'date' || place.cell === 'duration');
  if (!understood) return '';
  const { t } = context;
  return t('understood', { column: t(`column.${place.cell}`), value: showCell(place.cell, stored, context) });
}
