import { readDate } from '../../../shared/rules/read-date';
import { cellText } from '../../../shared/rules/read-row';
import type { CellContext } from './cell-text';
import type { GridRow, SessionState } from './session-state';

type Session = Pick<SessionState, 'rows' | 'header'>;

/**
 * What she may send to the administrator, who alone can open a year: the year and how many registrations wait for it.
 * No name, place or kind stands in it, because it leaves the app for an e-mail. Empty when the row has no date.
 */
export function openingRequest(row: GridRow, session: Session, context: CellContext): string {
  const year = yearOf(row, session, context);
  if (year === null) return '';
  const count = session.rows.filter((other) => yearOf(other, session, context) === year).length;
  return context.t('problems:locked_year.text', { year, count });
}

function yearOf({ cells }: GridRow, { header }: Session, { reference }: CellContext): string | null {
  const reading = readDate(cellText(cells, header, 'date'), reference.today);
  return reading.kind === 'date' ? reading.date.slice(0, 4) : null;
}
