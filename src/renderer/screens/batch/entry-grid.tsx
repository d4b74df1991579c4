import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cellKeys } from '../../../shared/contracts/drafts';
import { EntryHead } from './entry-head';
import { EntryRow } from './entry-row';
import { GridPart } from './grid-part';
import { selectedRows } from './session-state';
import type { Session } from './use-session';

const estimatedRowPx = 45;

/** The grid of free rows. One cell at a time holds a text field; the others are text. */
export function EntryGrid({ session }: { session: Session }) {
  const { t } = useTranslation('batch');
  const scroller = useRef<HTMLDivElement>(null);
  const { rows } = session.view;
  const { active } = session.state;
  const selected = new Set(selectedRows(session.state).map(({ id }) => id));
  const activeIndex = rows.findIndex(({ row }) => row.id === active.rowId);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.row.id ?? index,
    estimateSize: () => estimatedRowPx,
    overscan: 8,
    // The row with the focus stays in the page however far one scrolls.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return activeIndex < 0 || shown.includes(activeIndex)
        ? shown
        : [...shown, activeIndex].sort((a, b) => a - b);
    },
  });

  return (
    <GridPart
      ref={scroller}
      className="entry-grid"
      role="grid"
      aria-label={t('grid_name')}
      aria-rowcount={rows.length + 1}
      aria-colcount={cellKeys.length + 2}
      aria-multiselectable
    >
      <EntryHead session={session} />
      <GridPart className="entry-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const view = rows[index];
          return (
            view && (
              <EntryRow
                key={key}
                ref={virtualizer.measureElement}
                session={session}
                view={view}
                index={index}
                top={start}
                activeCell={index === activeIndex ? active.cell : null}
                selectedCell={selected.has(view.row.id) ? active.cell : null}
              />
            )
          );
        })}
      </GridPart>
    </GridPart>
  );
}
