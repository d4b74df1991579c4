/**
 * Whether she has left the rows for another part of the window, maybe while a cell was being saved: what she typed in
 * them then goes on without the focus, and is not typed on behind her back. A focus that is nowhere was lost, not moved.
 */
export function isElsewhere(): boolean {
  const at = document.activeElement;
  return at !== null && at !== document.body && at.closest('[data-region="rows"]') === null;
}
