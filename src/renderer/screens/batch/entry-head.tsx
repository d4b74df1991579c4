import { ArrowDownIcon, ArrowUpIcon, PushPinFillIcon } from '@navikt/aksel-icons';
import { type KeyboardEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type CellKey, cellKeys } from '../../../shared/contracts/drafts';
import { isPinned, requiredCells } from '../../../shared/rules/next-cell';
import { isNumber } from './columns';
import { focusHead } from './focus-head';
import { GridPart } from './grid-part';
import { orderShown } from './row-order';
import type { Session } from './use-session';

/**
 * The headings of the grid; each sorts the rows by its column. They are reached from the first row with the arrow, as
 * the cells are from each other, because the grid is one stop in the tab order.
 */
function DrawnHead({ session }: { session: Session }) {
  const { t } = useTranslation('batch');
  const { state, context } = session;
  const { header } = state;
  const order = orderShown(state, context);

  function move(event: KeyboardEvent<HTMLElement>): void {
    const cell = (event.target as HTMLElement).dataset.sorts as CellKey | undefined;
    if (!cell) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const beside = step && cellKeys[cellKeys.indexOf(cell) + step];
    const rowId = state.rows[0]?.id;
    if (beside) focusHead(beside);
    else if ((event.key === 'ArrowDown' || event.key === 'Escape') && rowId)
      session.actions.activate({ rowId, cell });
    // What was sorted by mistake is undone where one stands.
    else if (!(event.ctrlKey || event.metaKey) || !session.pressInGrid(event)) return;
    event.preventDefault();
  }

  return (
    <GridPart className="entry-head" role="rowgroup" onKeyDown={move}>
      <GridPart className="entry-cells" role="row" aria-rowindex={1}>
        <GridPart className="entry-cell entry-number" role="columnheader" aria-colindex={1}>
          {t('row_number')}
        </GridPart>
        {cellKeys.map((cell, index) => {
          const sort = order?.cell !== cell ? 'none' : order.descending ? 'descending' : 'ascending';
          return (
            <GridPart
              key={cell}
              className="entry-cell"
              role="columnheader"
              aria-colindex={index + 2}
              aria-sort={sort}
              data-cell={cell}
              data-number={isNumber(cell) || undefined}
            >
              <button
                type="button"
                className="sort"
                tabIndex={-1}
                data-sorts={cell}
                title={t('sort_by', { column: t(`column.${cell}`) })}
                // The cell that is being written in keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => session.sortBy(cell)}
              >
                {t(`column.${cell}`)}
                {requiredCells.includes(cell) && <span aria-hidden="true"> *</span>}
                {sort === 'ascending' && <ArrowUpIcon aria-hidden />}
                {sort === 'descending' && <ArrowDownIcon aria-hidden />}
              </button>
              {isPinned(header, cell) && (
                <PushPinFillIcon title={t('pinned_word')} className="entry-pinned" />
              )}
            </GridPart>
          );
        })}
        <GridPart className="visually-hidden" role="columnheader" aria-colindex={cellKeys.length + 2}>
          {t('notes_column')}
        </GridPart>
      </GridPart>
    </GridPart>
  );
}

/** Drawn again when the rows may stand in another order, not with each letter. */
export const EntryHead = memo(DrawnHead, (before, now) => {
  const { rows, past, header } = now.session.state;
  const was = before.session.state;
  return (
    was.rows === rows &&
    was.past === past &&
    was.header === header &&
    before.session.context === now.session.context
  );
});
