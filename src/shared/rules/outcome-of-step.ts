import type { DraftStep, RowContent, SessionHeader, StepWay } from '../contracts/drafts';

export type StepOutcome = {
  /** A row without content is taken away. */
  rows: { id: string; content: RowContent | null }[];
  /** Rows that keep what is in them. */
  moves: { id: string; position: number }[];
  /** Null when the step leaves the header alone. */
  header: SessionHeader | null;
};

/** What stands after a step was done, undone or done again. */
export function outcomeOfStep(
  { rows, moves = [], header }: Omit<DraftStep, 'number'>,
  way: StepWay,
): StepOutcome {
  const side = way === 'undo' ? 'before' : 'after';
  return {
    rows: rows.map((row) => ({ id: row.id, content: row[side] })),
    moves: moves.map(([id, before, after]) => ({ id, position: way === 'undo' ? before : after })),
    header: header?.[side] ?? null,
  };
}
