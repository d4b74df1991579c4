import { useEffect, useRef } from 'react';

type TwoAreas = {
  /** Selector of the area that F6 leads to from anywhere else. */
  first: string;
  /** Whether there is something in it; it may not have been read yet. */
  isThere: boolean;
  toFirst: () => void;
  toOther: () => void;
};

/**
 * F6 goes between two areas of a screen, from wherever one is. Pressed before the first of them stands, it waits at the
 * heading and goes on when it does, unless she has gone elsewhere meanwhile.
 */
export function useTwoAreas(areas: TwoAreas): void {
  const latest = useRef(areas);
  latest.current = areas;
  const waitsAt = useRef<Element | null>(null);
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key !== 'F6' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      const { first, isThere, toFirst, toOther } = latest.current;
      if (isThere) return document.activeElement?.closest(first) ? toOther() : toFirst();
      document.querySelector<HTMLElement>('h1')?.focus();
      waitsAt.current = document.activeElement;
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  const { isThere } = areas;
  useEffect(() => {
    if (!isThere) return;
    if (waitsAt.current !== null && document.activeElement === waitsAt.current) latest.current.toFirst();
    waitsAt.current = null;
  }, [isThere]);
}
