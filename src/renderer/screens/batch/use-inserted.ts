import { useRef, useState } from 'react';
import type { Cells } from '../../../shared/contracts/drafts';
import type { Session } from './use-session';

export type Inserted = { added: number; errors: number };
type Told = { sentence: string; savedAtMs: number | null };

/** Many rows put in as one step, and what is said of it until something else is saved. */
export function useInserted(session: Session) {
  const [told, setTold] = useState<Told | null>(null);
  const latest = useRef(session);
  latest.current = session;

  function tell(sentence: string): void {
    setTold({ sentence, savedAtMs: latest.current.state.savedAtMs });
    latest.current.say(sentence);
  }

  /** Null when it could not be stored; the focus goes to the first mistake, or else to the first of the rows. */
  async function insert(
    rows: readonly Cells[],
    sentenceFor: (done: Inserted) => string,
  ): Promise<Inserted | null> {
    const { actions } = latest.current;
    const added = await actions.addRows(rows);
    if (!added) return null;
    const mine = new Set(added);
    const wrong = latest.current.viewNow().rows.filter(({ row, fields }) => mine.has(row.id) && !fields);
    const field = wrong[0]?.problems.find(({ severity }) => severity === 'error')?.field ?? 'mentor';
    actions.activate({
      rowId: wrong[0]?.row.id ?? added[0] ?? latest.current.state.active.rowId,
      cell: field === 'unit' ? 'mentor' : field,
    });
    const done = { added: added.length, errors: wrong.length };
    tell(sentenceFor(done));
    return done;
  }

  const current = told && told.savedAtMs === session.state.savedAtMs ? told : null;
  return {
    result: current?.sentence ?? null,
    insert,
    /** The rows are the step that was done last, as long as the result stands. */
    undo: () => session.keys.run(() => latest.current.actions.undo()),
  };
}
