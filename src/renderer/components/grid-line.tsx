// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot draw only the lines in sight
// biome-ignore-all lint/a11y/useFocusableInteractive: one line at a time takes the focus, on its first cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid answers the keys for all its lines
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './grid-column';
import type { Selection } from './use-selection';

type GridLineProps<Line> = {
  index: number;
  /** Distance from the top of the list, in px. */
  start: number;
  line: Line | undefined;
  columns: Column<Line>[];
  reachable: boolean;
  onFocus: (index: number) => void;
  onOpen: ((line: Line) => void) | undefined;
  selection: Selection<Line> | undefined;
};

export function GridLine<Line>(props: GridLineProps<Line>) {
  const { index, start, line, columns, reachable, onFocus, onOpen, selection } = props;
  const { t } = useTranslation();
  const tabIndex = reachable ? 0 : -1;
  const focus = { tabIndex, 'data-line': index, onFocus: () => onFocus(index) };
  const isChosen = line !== undefined && selection ? selection.has(line) : undefined;

  /** With Ctrl a click chooses the line, with Shift all up to it. */
  function click(event: MouseEvent) {
    if (!selection || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    onFocus(index);
    if (event.shiftKey) selection.extendTo(index, index);
    else selection.toggle(index);
  }

  return (
    <div
      className="line"
      role="row"
      aria-rowindex={index + 2}
      aria-busy={line === undefined}
      aria-selected={isChosen}
      style={{ transform: `translateY(${start}px)` }}
      onClickCapture={click}
      onMouseDown={(event) => selection && event.shiftKey && event.preventDefault()}
    >
      {selection && (
        <div role="gridcell" className="line-choose">
          {line !== undefined && (
            <label>
              <input
                type="checkbox"
                tabIndex={-1}
                checked={isChosen}
                aria-label={selection.nameOf(line)}
                onChange={() => selection.toggle(index)}
              />
            </label>
          )}
        </div>
      )}
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
