import { useEffect, useRef, useState } from 'react';
import { useApp } from '../../stores/app-store';
import type { Item } from './attention-items';

/**
 * Which item is shown: the one chosen, or once that is decided the one that took its place. A notification's click
 * leads to the item it was about.
 */
export function useChosen(items: readonly Item[]) {
  const [key, setKey] = useState<string | null>(null);
  const place = useRef(0);
  const sought = useApp((state) => state.soughtRow);
  const index = items.findIndex((item) => item.key === key);
  const shown = items[index >= 0 ? index : Math.min(place.current, items.length - 1)] ?? null;
  useEffect(() => {
    if (shown) place.current = items.indexOf(shown);
  });
  const isThere = items.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once, when there is something to look among
  useEffect(() => {
    if (!isThere || !sought) return;
    const found = items.find(({ ids }) => ids.includes(sought));
    useApp.setState({ soughtRow: null });
    if (!found) return;
    setKey(found.key);
    requestAnimationFrame(() => focusEntry(found.key));
  }, [isThere, sought]);
  return { shown, choose: setKey };
}

/** Entries of the list carry the key of their item. */
export function focusEntry(key: string): void {
  const entries = [...document.querySelectorAll<HTMLElement>('.attention-list [data-row]')];
  entries.find(({ dataset }) => dataset.row === key)?.focus();
}
