import { memo } from 'react';
import type { CellKey, RowProblem } from '../../../shared/contracts/drafts';
import { isPinned } from '../../../shared/rules/next-cell';
import { CellEditor } from './cell-editor';
import { showCell } from './cell-text';
import { isNumber, isPicked } from './columns';
import { GridPart } from './grid-part';
import { inheritedText } from './inherited-text';
import type { RowView } from './read-session';
import { noteId } from './row-notes';
import type { Session } from './use-session';

type Props = {
  session: Session;
  view: RowView;
  cell: CellKey;
  rowNumber: number;
  columnIndex: number;
  active: boolean;
  selected: boolean;
  /** What is shown under the row. */
  problems: readonly RowProblem[];
};

function DrawnCell({ session, view, cell, rowNumber, columnIndex, active, selected, problems }: Props) {
  // Hundreds of cells are drawn at once: each says only what it needs to.
  const { t } = session.context;
  const { row } = view;
  const mine = problems.filter(({ field }) => field === cell);
  const invalid = mine.some(({ severity }) => severity === 'error');
  const describedBy = mine.map((problem) => noteId(row.id, problems.indexOf(problem))).join(' ') || undefined;
  const own = row.cells[cell] ?? '';
  const inherited = inheritedText(row.cells, cell, session);
  const pinned = isPinned(session.state.header, cell);
  const label = () => t('cell_label', { column: t(`column.${cell}`), row: rowNumber });
  const hint = () => inherited || t(`hint.${cell}`, { defaultValue: isPicked(cell) ? t('hint_pick') : '' });
  return (
    <GridPart
      className="entry-cell"
      role="gridcell"
      aria-colindex={columnIndex}
      aria-invalid={invalid || undefined}
      aria-readonly={pinned || undefined}
      // What is in a cell names it; an empty one would have no name at all.
      aria-label={active || own !== '' || inherited !== '' ? undefined : label()}
      data-cell={cell}
      data-number={isNumber(cell) || undefined}
      aria-selected={selected || undefined}
      data-active={active || undefined}
      onClick={() => !active && session.goTo({ rowId: row.id, cell })}
    >
      {active ? (
        <CellEditor
          session={session}
          cell={cell}
          label={label()}
          placeholder={hint()}
          invalid={invalid}
          describedBy={describedBy}
        />
      ) : own !== '' ? (
        <span className="cell-text">{showCell(cell, own, session.context)}</span>
      ) : (
        <span className="cell-text cell-inherited">{inherited}</span>
      )}
    </GridPart>
  );
}

/** Beside the cell that is being written in, none changes until it is stored. */
export const EntryCell = memo(
  DrawnCell,
  (before, now) =>
    !before.active &&
    !now.active &&
    before.selected === now.selected &&
    before.view === now.view &&
    before.problems.length === now.problems.length &&
    before.rowNumber === now.rowNumber &&
    before.session.state.header === now.session.state.header &&
    before.session.context === now.session.context,
);
