import { memo, type Ref } from 'react';
import { type CellKey, cellKeys } from '../../../shared/contracts/drafts';
import { EntryCell } from './entry-cell';
import { GridPart } from './grid-part';
import type { RowView } from './read-session';
import { GridNotes, problemsToShow } from './row-notes';
import type { Session } from './use-session';

type Props = {
  ref: Ref<HTMLDivElement>;
  session: Session;
  view: RowView;
  index: number;
  /** Pixels from the top of the rows. */
  top: number;
  activeCell: CellKey | null;
  /** The column of a selection that reaches over this row. */
  selectedCell: CellKey | null;
};

function DrawnRow({ ref, session, view, index, top, activeCell, selectedCell }: Props) {
  const { t } = session.context;
  const problems = problemsToShow(view, activeCell !== null);
  const worst = problems.some(({ severity }) => severity === 'error')
    ? 'error'
    : problems.some(({ severity }) => severity === 'warning')
      ? 'warning'
      : undefined;
  return (
    <GridPart
      ref={ref}
      className="entry-row"
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-active={activeCell !== null || undefined}
      data-worst={worst}
      style={{ top }}
    >
      <div className="entry-cells" role="presentation">
        <GridPart className="entry-cell entry-number" role="rowheader" aria-colindex={1}>
          {index + 1}
          {session.state.unsaved.has(view.row.id) && session.state.failure && (
            <span className="visually-hidden"> {t('not_saved')}</span>
          )}
        </GridPart>
        {cellKeys.map((cell, column) => (
          <EntryCell
            key={cell}
            session={session}
            view={view}
            cell={cell}
            rowNumber={index + 1}
            columnIndex={column + 2}
            active={activeCell === cell}
            selected={selectedCell === cell}
            problems={problems}
          />
        ))}
      </div>
      <GridNotes session={session} view={view} problems={problems} columnIndex={cellKeys.length + 2} />
    </GridPart>
  );
}

/** A row that is not being written in is drawn again only when something it shows has changed. */
export const EntryRow = memo(DrawnRow, (before, now) => {
  const { view } = now;
  const { state, context, copied } = now.session;
  return (
    before.activeCell === null &&
    now.activeCell === null &&
    before.selectedCell === now.selectedCell &&
    before.view === view &&
    before.index === now.index &&
    before.top === now.top &&
    before.session.state.header === state.header &&
    before.session.state.failure === state.failure &&
    // Only a likeness names another row, by its place.
    (view.twin?.kind !== 'row' || before.session.view === now.session.view) &&
    before.session.copied === copied &&
    before.session.context === context
  );
});
