import { type RefObject, useLayoutEffect } from 'react';

/** Rows that have never been in sight are measured as they come into it, and push the cell on by what they lack. */
const framesUntilMeasured = 4;

/** Takes the focus when it is this cell's turn, with the text selected so that typing replaces it. */
export function useFocusTurn(
  input: RefObject<HTMLInputElement | null>,
  /** Null in a cell that is not the active one. */
  turn: number | null,
  claim: (turn: number) => boolean,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `claim` answers the same whichever render it is of
  useLayoutEffect(() => {
    const field = input.current;
    if (!field || turn === null || !claim(turn)) return;
    field.focus({ preventScroll: true });
    field.select();
    showCellOf(field);
    let frames = 0;
    let frame = requestAnimationFrame(function again() {
      if (document.activeElement !== field) return;
      showCellOf(field);
      frames += 1;
      if (frames < framesUntilMeasured) frame = requestAnimationFrame(again);
    });
    return () => cancelAnimationFrame(frame);
  }, [input, turn]);
}

/** Scrolls the cell into sight; a cell that can be seen from the row's beginning shows the row from its beginning. */
function showCellOf(field: HTMLElement): void {
  const cell = field.closest<HTMLElement>('[role="gridcell"], .form-field');
  const grid = field.closest('[role="grid"]');
  if (cell && grid && endOf(cell) <= grid.clientWidth) grid.scrollLeft = 0;
  cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Where a cell ends in its row; one that stays in sight when the rest is scrolled cannot say it itself. */
function endOf(cell: HTMLElement): number {
  const before = cell.previousElementSibling;
  return cell.offsetWidth + (before instanceof HTMLElement ? endOf(before) : 0);
}
