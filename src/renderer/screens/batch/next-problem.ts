import { cellKeys, type Place } from '../../../shared/contracts/drafts';
import type { RowView } from './read-session';

type ProblemPlace = Place | { rowId: string; cell: 'unit' };
export type NextProblem = { place: ProblemPlace; wrapped: boolean };

/** The next or previous cell with an error or a warning, in reading order, around the end; null when there is none. */
export function nextProblem(rows: readonly RowView[], from: Place, by: 1 | -1): NextProblem | null {
  const places = rows.flatMap(({ row, problems }) => {
    const cells = new Set(problems.filter(({ severity }) => severity !== 'info').map(({ field }) => field));
    return (['unit', ...cellKeys] as const)
      .filter((cell) => cells.has(cell))
      .map((cell) => ({ rowId: row.id, cell }));
  });
  const order = new Map(rows.map(({ row }, index) => [row.id, index]));
  const rank = ({ rowId, cell }: ProblemPlace) =>
    (order.get(rowId) ?? 0) * 100 + (cell === 'unit' ? 0 : cellKeys.indexOf(cell) + 1);
  const here = rank(from);
  const beyond =
    by > 0 ? places.find((place) => rank(place) > here) : places.findLast((place) => rank(place) < here);
  const place = beyond ?? (by > 0 ? places[0] : places.at(-1));
  return place ? { place, wrapped: !beyond } : null;
}
