const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/** Moves the focus to what comes after or before the focused element in the tab order, out of the grid. */
export function focusNeighbour(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility(),
  );
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[at + by]?.focus();
}
