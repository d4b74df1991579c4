import type { CellKey, Cells, SessionHeader } from '../contracts/drafts';
import { cellText } from './read-row';

/** What is the same from one time to the next; the rest is what happened that day, and is asked for anew. */
const lasting: readonly CellKey[] = ['mentor', 'type', 'mode', 'duration', 'setting'];

/**
 * Rows of an earlier session to be entered anew, without date and what else belonged to that day. A row that stands
 * in the session already, with the same mentor and type, is not put beside itself.
 */
export function repeatRows(
  earlier: readonly Cells[],
  { rows, header }: { rows: readonly Cells[]; header: SessionHeader },
): Cells[] {
  const standing = new Map<string, number>();
  const keyOf = (cells: Cells) => `${cellText(cells, header, 'mentor')} ${cellText(cells, header, 'type')}`;
  for (const cells of rows) standing.set(keyOf(cells), (standing.get(keyOf(cells)) ?? 0) + 1);
  return earlier.flatMap((cells) => {
    const row = lastingOf(cells, header);
    const left = standing.get(keyOf(row)) ?? 0;
    standing.set(keyOf(row), left - 1);
    return left > 0 || !row.mentor ? [] : [row];
  });
}

/** What the header says anyway is left to it, so that a change there reaches the row. */
function lastingOf(cells: Cells, header: SessionHeader): Cells {
  const kept = lasting.flatMap((cell) => {
    const text = cells[cell]?.trim() ?? '';
    return text === '' || text === header.values[cell]?.trim() ? [] : [[cell, text]];
  });
  return Object.fromEntries(kept) as Cells;
}
