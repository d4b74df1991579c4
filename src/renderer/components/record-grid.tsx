// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot draw only the lines in sight
import './record-grid.css';
import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, GridPlace, Sorting } from './grid-column';
import { GridHead } from './grid-head';
import { GridLine } from './grid-line';
import { focusList, focusSearch, listId, SkipToMenu } from './skip-links';
import type { Pages } from './use-pages';
import type { Selection } from './use-selection';
import { useTwoAreas } from './use-two-areas';

type RecordGridProps<Line> = {
  name: string;
  pages: Pages<Line>;
  columns: Column<Line>[];
  empty: ReactNode;
  /** Opens the record of a line; without it the lines are only read. */
  onOpen?: (line: Line) => void;
  sorting?: Sorting;
  selection?: Selection<Line>;
  /** Where the list stood when it was left; `focus`: she comes back to the line that she opened. */
  start?: (GridPlace & { focus: boolean }) | undefined;
  /** Told when the list is left. */
  onLeave?: (place: GridPlace) => void;
};

const defaultFontPx = 16;
const lineRem = 2.75;

/**
 * A long list as an ARIA grid: only the lines in sight are drawn. One line at a time can be reached with Tab; arrows,
 * Page Up/Down, Home and End move between lines, and Enter opens. Where lines can be chosen, Space chooses one, Shift with
 * the keys that move all between, Ctrl+A all there are, and Escape none. F6 goes between the lines and the search.
 */
export function RecordGrid<Line extends { id: string }>(props: RecordGridProps<Line>) {
  const { name, pages, columns, empty, onOpen, sorting, selection, start, onLeave } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(start?.active ?? 0);
  const total = pages.total ?? 0;
  const head = useRef<HTMLDivElement>(null);
  const lineHeight = lineRem * useRootFontPx(head, pages.total !== null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 8,
    initialOffset: start?.scrolled ?? 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of text size changes every line
  useEffect(() => virtual.measure(), [lineHeight]);

  const shown = useRef(pages.question);
  useEffect(() => {
    if (shown.current === pages.question) return;
    shown.current = pages.question;
    setActive(0);
    virtual.scrollToOffset(0);
  }, [pages.question, virtual]);

  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { want } = pages;
  useEffect(() => {
    if (total > 0) want(first, last);
  }, [want, first, last, total]);

  useLeaving(box, { active, total }, onLeave);
  const comesBack = useRef(start?.focus === true);
  useEffect(() => {
    if (!comesBack.current || pages.total === null) return;
    comesBack.current = false;
    focusLine(box.current, active);
  }, [pages.total, active]);

  useTwoAreas({
    first: `#${listId}`,
    isThere: pages.total !== null || pages.failed,
    toFirst: focusList,
    toOther: focusSearch,
  });

  const reachable = Math.min(active, Math.max(total - 1, 0));
  const shownReachable = reachable >= first && reachable <= last ? reachable : first;

  function press(event: KeyboardEvent) {
    if (event.altKey || (event.target as HTMLElement).closest('[data-part=head]')) return;
    if (selection && chooses(selection, event, shownReachable)) return event.preventDefault();
    const step = stepOf(
      event.key,
      Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / lineHeight) - 2),
    );
    if (step === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = Math.min(Math.max(shownReachable + step, 0), total - 1);
    if (selection && event.shiftKey) selection.extendTo(shownReachable, next);
    setActive(next);
    virtual.scrollToIndex(next);
    focusLine(box.current, next);
  }

  if (pages.failed)
    return (
      <div id={listId} className="rows empty" role="status" tabIndex={-1}>
        <Paragraph>{t('read_failed')}</Paragraph>
        <Button variant="secondary" onClick={pages.readAgain}>
          {t('try_again')}
        </Button>
      </div>
    );
  if (pages.total === 0)
    return (
      <div id={listId} className="rows empty" tabIndex={-1}>
        {empty}
      </div>
    );
  const tracks = { '--columns': columns.map((column) => column.width).join(' ') };
  return (
    <>
      <SkipToMenu />
      <div
        ref={box}
        id={listId}
        className="rows"
        role="grid"
        aria-label={name}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + (selection ? 1 : 0)}
        aria-readonly="true"
        aria-busy={pages.total === null}
        tabIndex={-1}
        style={tracks as Record<string, string>}
        onKeyDown={press}
        aria-multiselectable={selection ? true : undefined}
        data-chooses={selection ? '' : undefined}
      >
        <GridHead ref={head} columns={columns} sorting={sorting} selectable={selection !== undefined} />
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
              selection={selection}
            />
          ))}
        </div>
      </div>
    </>
  );
}

/** Whether the key chose something. */
function chooses<Line>(selection: Selection<Line>, event: KeyboardEvent, index: number): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (event.key === ' ') selection.toggle(index);
  else if (control && event.key.toLowerCase() === 'a') selection.all();
  else if (event.key === 'Escape' && selection.count > 0) selection.clear();
  else if (event.key === 'Delete' && selection.count > 0) selection.remove();
  else return false;
  return true;
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

/** Tells where the list stood when it goes away. */
function useLeaving(
  box: RefObject<HTMLElement | null>,
  place: Omit<GridPlace, 'scrolled'>,
  onLeave: ((place: GridPlace) => void) | undefined,
): void {
  const newest = useRef({ place, onLeave, scrolled: 0 });
  newest.current = { ...newest.current, place, onLeave };
  useEffect(() => {
    const element = box.current;
    const note = () => {
      newest.current.scrolled = element?.scrollTop ?? 0;
    };
    note();
    element?.addEventListener('scroll', note, { passive: true });
    return () => element?.removeEventListener('scroll', note);
  });
  useEffect(
    () => () => {
      const { place: last, onLeave: tell, scrolled } = newest.current;
      tell?.({ ...last, scrolled });
    },
    [],
  );
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
