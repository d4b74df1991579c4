// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot draw only the lines in sight
// biome-ignore-all lint/a11y/useFocusableInteractive: one line at a time takes the focus, on its first cell
import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pages } from './use-pages';

export type Column<Line> = {
  key: string;
  heading: string;
  /** A CSS grid track. */
  width: string;
  number?: boolean;
  cell: (line: Line) => ReactNode;
};

type RecordGridProps<Line> = {
  name: string;
  pages: Pages<Line>;
  columns: Column<Line>[];
  empty: ReactNode;
  /** Opens the record of a line; without it the lines are only read. */
  onOpen?: (line: Line) => void;
};

const defaultFontPx = 16;
const lineRem = 2.75;

/**
 * A long list as an ARIA grid: only the lines in sight are drawn. One line at a time can be reached with Tab; arrows,
 * Page Up/Down, Home and End move between lines, and Enter opens.
 */
export function RecordGrid<Line extends { id: string }>(props: RecordGridProps<Line>) {
  const { name, pages, columns, empty, onOpen } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const total = pages.total ?? 0;
  const head = useRef<HTMLDivElement>(null);
  const lineHeight = lineRem * useRootFontPx(head, pages.total !== null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of text size changes every line
  useEffect(() => virtual.measure(), [lineHeight]);

  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { want } = pages;
  useEffect(() => {
    if (total > 0) want(first, last);
  }, [want, first, last, total]);

  const reachable = Math.min(active, Math.max(total - 1, 0));
  const shownReachable = reachable >= first && reachable <= last ? reachable : first;

  function move(event: KeyboardEvent) {
    const step = stepOf(
      event.key,
      Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / lineHeight) - 2),
    );
    if (step === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.min(Math.max(shownReachable + step, 0), total - 1);
    setActive(next);
    virtual.scrollToIndex(next);
    focusLine(box.current, next);
  }

  if (pages.failed)
    return (
      <div className="rows empty" role="status">
        <Paragraph>{t('read_failed')}</Paragraph>
        <Button variant="secondary" onClick={pages.readAgain}>
          {t('try_again')}
        </Button>
      </div>
    );
  if (pages.total === 0) return <div className="rows empty">{empty}</div>;
  const tracks = { '--columns': columns.map((column) => column.width).join(' ') };
  return (
    <div
      ref={box}
      className="rows"
      role="grid"
      aria-label={name}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-readonly="true"
      aria-busy={pages.total === null}
      tabIndex={-1}
      style={tracks as Record<string, string>}
      onKeyDown={move}
    >
      <div ref={head} className="line line-head" role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <div key={column.key} role="columnheader" className={column.number ? 'number' : undefined}>
            {column.heading}
          </div>
        ))}
      </div>
      <div className="rows-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <GridLine
            key={index}
            index={index}
            start={start}
            line={pages.lineAt(index)}
            columns={columns}
            reachable={index === shownReachable}
            onFocus={setActive}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}

type GridLineProps<Line> = {
  index: number;
  /** Distance from the top of the list, in px. */
  start: number;
  line: Line | undefined;
  columns: Column<Line>[];
  reachable: boolean;
  onFocus: (index: number) => void;
  onOpen: ((line: Line) => void) | undefined;
};

function GridLine<Line>({ index, start, line, columns, reachable, onFocus, onOpen }: GridLineProps<Line>) {
  const { t } = useTranslation();
  const tabIndex = reachable ? 0 : -1;
  const focus = { tabIndex, 'data-line': index, onFocus: () => onFocus(index) };
  return (
    <div
      className="line"
      role="row"
      aria-rowindex={index + 2}
      aria-busy={line === undefined}
      style={{ transform: `translateY(${start}px)` }}
    >
      {columns.map((column, at) => {
        const content = line === undefined ? at === 0 && t('loading') : column.cell(line);
        // The same element before and after the line is read, so that it keeps the focus.
        const opens = at === 0 && onOpen;
        const cellFocus = at === 0 && !opens ? { ...focus, className: 'line-focus' } : {};
        return (
          <div
            key={column.key}
            role="gridcell"
            className={column.number ? 'number' : undefined}
            {...cellFocus}
          >
            {opens ? (
              <button
                type="button"
                className="line-open"
                {...focus}
                onClick={() => line !== undefined && onOpen(line)}
              >
                {content}
              </button>
            ) : (
              content
            )}
          </div>
        );
      })}
    </div>
  );
}

function stepOf(key: string, screenful: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return screenful;
    case 'PageUp':
      return -screenful;
    case 'Home':
      return Number.NEGATIVE_INFINITY;
    case 'End':
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}

/** A line far away is drawn only after the scroll; then it can take the focus. */
function focusLine(box: HTMLElement | null, index: number, triesLeft = 10): void {
  const target = box?.querySelector<HTMLElement>(`[data-line="${index}"]`);
  if (target) target.focus({ preventScroll: true });
  else if (triesLeft > 0) requestAnimationFrame(() => focusLine(box, index, triesLeft - 1));
}

/** Lines are as high as the text is large; the head grows with the text, so it tells when that changes. */
function useRootFontPx(head: RefObject<HTMLElement | null>, drawn: boolean): number {
  const [fontPx, setFontPx] = useState(rootFontPx);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the head is there only once something is drawn
  useEffect(() => {
    if (!head.current) return;
    const watcher = new ResizeObserver(() => setFontPx(rootFontPx()));
    watcher.observe(head.current);
    return () => watcher.disconnect();
  }, [drawn]);
  return fontPx;
}

function rootFontPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || defaultFontPx;
}
