// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot draw only the lines in sight
// biome-ignore-all lint/a11y/useFocusableInteractive: the button in a heading takes the focus
import { ArrowDownIcon, ArrowsUpDownIcon, ArrowUpIcon } from '@navikt/aksel-icons';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, Sorting } from './grid-column';

type GridHeadProps<Line> = {
  ref: Ref<HTMLDivElement>;
  columns: Column<Line>[];
  sorting: Sorting | undefined;
  /** Whether lines can be chosen: then the first column holds their boxes. */
  selectable: boolean;
};

/** The headings. Those that sort are buttons: one of them is reached with Tab, the others with the arrows. */
export function GridHead<Line>({ ref, columns, sorting, selectable }: GridHeadProps<Line>) {
  const { t } = useTranslation('records');
  const sortable = sorting ? columns.filter(({ sorts }) => sorts).map(({ key }) => key) : [];
  const [reached, setReached] = useState(sorting?.by ?? '');
  const reachable = sortable.includes(reached) ? reached : sortable[0];

  function move(event: KeyboardEvent<HTMLElement>) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = sortable[sortable.indexOf(reachable ?? '') + step];
    if (!next) return;
    event.preventDefault();
    setReached(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-sorts="${next}"]`)?.focus();
  }

  return (
    <div
      ref={ref}
      className="line line-head"
      role="row"
      tabIndex={-1}
      aria-rowindex={1}
      onKeyDown={move}
      data-part="head"
    >
      {selectable && (
        <div role="columnheader" className="line-choose">
          <span className="ds-sr-only">{t('chosen_column')}</span>
        </div>
      )}
      {columns.map(({ key, heading, number, sorts }) => (
        <div
          key={key}
          role="columnheader"
          className={number ? 'number' : undefined}
          aria-sort={sorting && sorts ? sortOf(sorting, key) : undefined}
        >
          {sorting && sorts ? (
            <button
              type="button"
              className="sort"
              data-sorts={key}
              tabIndex={key === reachable ? 0 : -1}
              onFocus={() => setReached(key)}
              onClick={() => sorting.onSort(key)}
            >
              <span>{heading}</span>
              <SortIcon sort={sortOf(sorting, key)} />
            </button>
          ) : (
            heading
          )}
        </div>
      ))}
    </div>
  );
}

type Sort = 'ascending' | 'descending' | 'none';

function sortOf({ by, descending }: Sorting, key: string): Sort {
  if (by !== key) return 'none';
  return descending ? 'descending' : 'ascending';
}

function SortIcon({ sort }: { sort: Sort }) {
  const Icon = { ascending: ArrowUpIcon, descending: ArrowDownIcon, none: ArrowsUpDownIcon }[sort];
  return <Icon aria-hidden="true" data-sort={sort} />;
}
