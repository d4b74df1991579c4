import { useEffect, useRef } from 'react';
import type { CellContext } from './cell-text';
import { sentenceFor } from './problem-sentence';
import type { SessionView } from './read-session';

/**
 * Says once that the row which was just written stands registered already: that is known only after what was typed
 * has been told. Of a list that was taken in the strip below the rows tells how many there are.
 */
export function useToldDuplicates(
  view: SessionView,
  context: CellContext,
  say: (sentence: string) => void,
): void {
  const told = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const now = view.rows.filter(({ twin }) => twin?.kind === 'standing');
    const fresh = now.filter(({ row }) => !told.current?.has(row.id));
    const [row, ...more] = fresh;
    const problem = row?.problems.find(({ code }) => code === 'possible_duplicate_standing');
    if (told.current && row && problem && more.length === 0)
      say(sentenceFor(problem, row, { view, context }));
    told.current = new Set(now.map(({ row }) => row.id));
  }, [view, context, say]);
}
