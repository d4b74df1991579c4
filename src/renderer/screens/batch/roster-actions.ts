import type { RosterEntry } from './roster-entries';
import type { Session } from './use-session';

/** Ticks a mentor, which makes a row, or takes the row away again. */
export async function toggle({ actions }: Session, { mentor, view }: RosterEntry): Promise<void> {
  if (view) await actions.removeRow(view.row.id);
  else await actions.tick(mentor.id);
}

/** Types minutes for a mentor. The tick is stored first, so that the minutes have a row to belong to. */
export async function typeMinutes(
  session: Session,
  { mentor, view }: RosterEntry,
  text: string,
): Promise<void> {
  const { actions, commands } = session;
  const rowId = view?.row.id ?? (await actions.tick(mentor.id));
  if (rowId === null) return;
  if (!isTypingMinutes(session, rowId)) actions.activate({ rowId, cell: 'duration' }, { focus: false });
  commands.typeNow(text);
}

export function isTypingMinutes({ state }: Session, rowId: string): boolean {
  return (
    state.active.rowId === rowId && state.active.cell === 'duration' && state.editing.manner !== 'select'
  );
}
