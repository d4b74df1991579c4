import { type ReactNode, useMemo, useRef } from 'react';

/**
 * A polite region, and what speaks in it. Saying the same again is said again, by an invisible difference. The sentence
 * goes straight into the region: the screen around it, which may hold hundreds of rows, is not drawn again for it.
 */
export function useAnnouncer(): { say: (sentence: string) => void; region: ReactNode } {
  const spoken = useRef<HTMLParagraphElement>(null);
  return useMemo(
    () => ({
      say(sentence) {
        const { current } = spoken;
        if (current) current.textContent = current.textContent === sentence ? `${sentence}\u00a0` : sentence;
      },
      region: <p ref={spoken} className="visually-hidden" role="status" aria-live="polite" data-said />,
    }),
    [],
  );
}
