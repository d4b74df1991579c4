import type { CellKey } from '../../../shared/contracts/drafts';

/** Moves the focus to the heading of a column, where the rows can be sorted by it. The form has none. */
export function focusHead(cell: CellKey): void {
  document.querySelector<HTMLElement>(`.entry-head [data-sorts="${cell}"]`)?.focus();
}
