/** Where a key leads from one entry to another, in a list of that many. */
const moves: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => Math.min(index + 1, count - 1),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_index, count) => count - 1,
};

type Key = { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean };

/** Focuses the entry that the key leads to, and answers it; null when the key leads nowhere. */
export function goByArrow(event: Key, entries: readonly HTMLElement[]): HTMLElement | null {
  const index = entries.indexOf(document.activeElement as HTMLElement);
  const move = moves[event.key];
  if (index < 0 || !move || event.altKey || event.ctrlKey || event.metaKey) return null;
  const next = entries[move(index, entries.length)] ?? null;
  next?.focus();
  return next;
}
