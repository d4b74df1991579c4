import { type CellKey, type Cells, cellKeys, type SessionHeader } from '../../../shared/contracts/drafts';
import { firstCell, requiredCells } from '../../../shared/rules/next-cell';
import { cellText, isEmptyRow } from '../../../shared/rules/read-row';
import { openColumns, type SessionState } from './session-state';

/** The row's cells with the text of the cell that is being typed in; null when nothing is being typed in the row. */
export function cellsBeingTyped({ active, editing, rows }: SessionState, rowId: string): Cells | null {
  const row = rows.find(({ id }) => id === rowId);
  if (!row || active.rowId !== rowId || editing.manner === 'select') return null;
  return withCell(row.cells, active.cell, editing.text);
}

/** The cells with another value in one of them; an empty value is no cell. */
export function withCell(cells: Cells, cell: CellKey, value: string): Cells {
  return Object.fromEntries(
    cellKeys.flatMap((key) => {
      const text = key === cell ? value : (cells[key] ?? '');
      return text === '' ? [] : [[key, text]];
    }),
  );
}

/** Where a row is begun when Enter comes to it: at what is missing in it, or else where rows begin. */
export function beginningOf(cells: Cells, header: SessionHeader): CellKey {
  if (isEmptyRow(cells)) return firstCell(header);
  const missing = openColumns(header).find(
    (cell) => requiredCells.includes(cell) && cellText(cells, header, cell) === '',
  );
  return missing ?? firstCell(header);
}
