import { useMemo } from 'react';
import type { Session } from './use-session';

export type RosterEntry = ReturnType<typeof useRosterEntries>[number];

/** Active mentors of the unit by name, and whoever was ticked before; each with the row that the tick stands for. */
export function useRosterEntries({ reference, state, view }: Session) {
  const { unitId } = state.header;
  return useMemo(() => {
    const ticked = new Map(
      view.rows.filter(({ row }) => row.origin === 'roster').map((each) => [each.row.cells.mentor, each]),
    );
    return reference.mentors
      .filter(({ id, homeUnitId, active }) => ticked.has(id) || (active && homeUnitId === unitId))
      .sort((a, b) => a.displayName.localeCompare(b.displayName, 'nb'))
      .map((mentor) => ({ mentor, view: ticked.get(mentor.id) ?? null }));
  }, [reference, unitId, view]);
}
