import type { ReactNode } from 'react';

/** What may be wider than its place: it can be scrolled from the keyboard too. */
export function Wide({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for things to fill in
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling it wants the focus
    <div className="wide" role="group" aria-labelledby={labelledBy} tabIndex={0}>
      {children}
    </div>
  );
}
