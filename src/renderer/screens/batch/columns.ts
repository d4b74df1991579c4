import type { CellKey } from '../../../shared/contracts/drafts';

/** Columns whose value a whole session often shares, in the order of the header line. */
export const sharedColumns = ['date', 'type', 'mode', 'duration', 'participants', 'setting'] as const;
export type SharedColumn = (typeof sharedColumns)[number];

/** Cells that are picked from a list. */
const picked: ReadonlySet<CellKey> = new Set([
  'mentor',
  'with',
  'type',
  'mode',
  'setting',
  'newParticipants',
  'contact',
]);
export function isPicked(cell: CellKey): boolean {
  return picked.has(cell);
}

const numbers: ReadonlySet<CellKey> = new Set(['duration', 'participants', 'km', 'tolls', 'outlay']);
export function isNumber(cell: CellKey): boolean {
  return numbers.has(cell);
}
