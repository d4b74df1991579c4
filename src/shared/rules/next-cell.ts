import { type CellKey, type Cells, cellKeys, type SessionHeader } from '../contracts/drafts';

/** Cells without which a row cannot be registered. */
export const requiredCells: readonly CellKey[] = ['mentor', 'date', 'type', 'duration', 'participants'];

/** Where Enter goes: to a cell of the same row, or to a new row. */
export type Next = { kind: 'cell'; cell: CellKey } | { kind: 'new_row'; cell: CellKey };

/**
 * The next required cell to the right that neither the row nor the header fills; then one further left that was
 * left empty; then a new row. Duration is visited even when the type knows a usual one, because the minutes are what
 * the paper list says; passing it with Enter accepts the usual, so it is not gone back to for that.
 */
export function nextCell({
  cells,
  header,
  from,
  usualDuration,
}: {
  cells: Cells;
  header: SessionHeader;
  from: CellKey;
  usualDuration: boolean;
}): Next {
  const open = openCells(cells, header);
  const at = cellKeys.indexOf(from);
  const ahead = open.find((cell) => cellKeys.indexOf(cell) > at);
  if (ahead) return { kind: 'cell', cell: ahead };
  const behind = open.find((cell) => cell !== from && !(cell === 'duration' && usualDuration));
  return behind ? { kind: 'cell', cell: behind } : { kind: 'new_row', cell: firstCell(header) };
}

/** Where a new row is begun: its first required cell that the header does not fill, or else the first not pinned. */
export function firstCell(header: SessionHeader): CellKey {
  return openCells({}, header)[0] ?? cellKeys.find((cell) => !isPinned(header, cell)) ?? 'note';
}

/** Whether a column is left out of the rows' way. A pin without a value waits for one. */
export function isPinned(header: SessionHeader, cell: CellKey): boolean {
  return header.pinned.includes(cell) && Boolean(header.values[cell]?.trim());
}

function openCells(cells: Cells, header: SessionHeader): CellKey[] {
  return requiredCells.filter((cell) => !cells[cell]?.trim() && !header.values[cell]?.trim());
}
