import { type KeyboardEvent, useRef } from 'react';
import { isTyping, type KeyPress, keyPressOf } from './keys';
import { toggle, typeMinutes } from './roster-actions';
import type { RosterEntry } from './roster-entries';
import type { Session } from './use-session';

type RosterPart = 'tick' | 'minutes';
export type RosterSpot = { mentorId: string; part: RosterPart };

/** Space ticks, digits write minutes, Enter and the arrows go on to the next mentor. */
export function useRosterKeys(session: Session, entries: readonly RosterEntry[]) {
  const latest = useRef({ session, entries });
  latest.current = { session, entries };

  // A key may be handled later than it was pressed, so everything is read when it is handled.
  function handle(press: KeyPress): Promise<unknown> | null {
    const { session, entries } = latest.current;
    const spot = focusedSpot();
    const at = entries.findIndex(({ mentor }) => mentor.id === spot?.mentorId);
    const entry = entries[at];
    if (!spot || !entry) return null;
    const goBy = (by: 1 | -1) => {
      const next = entries[at + by];
      return commitAnd(session, () => next && focusSpot({ mentorId: next.mentor.id, part: 'tick' }));
    };
    if (press.ctrl) {
      const key = press.key.toLowerCase();
      if (key === 'z' && !press.shift) return session.actions.undo();
      return key === 'y' || key === 'z' ? session.actions.redo() : null;
    }
    switch (press.key) {
      case 'Enter':
      case 'ArrowDown':
        return goBy(1);
      case 'ArrowUp':
        return goBy(-1);
      case 'Escape':
        return spot.part === 'minutes' ? Promise.resolve(session.actions.undoCell()) : null;
      case 'ArrowRight':
        return spot.part === 'tick'
          ? commitAnd(session, () => focusSpot({ ...spot, part: 'minutes' }))
          : null;
      case ' ':
        return spot.part === 'tick' ? toggle(session, entry) : null;
      default:
        return spot.part === 'tick' && isTyping(press) ? beginMinutes(session, entry, press.key) : null;
    }
  }

  return (event: KeyboardEvent): void => {
    if (latest.current.session.press(keyPressOf(event), handle)) event.preventDefault();
  };
}

async function beginMinutes(session: Session, entry: RosterEntry, key: string): Promise<void> {
  if (!/\d/.test(key)) return;
  focusSpot({ mentorId: entry.mentor.id, part: 'minutes' });
  await typeMinutes(session, entry, key);
}

async function commitAnd({ actions }: Session, then: () => void): Promise<void> {
  if (await actions.commit()) then();
}

function focusedSpot(): RosterSpot | null {
  const { mentor, part } = (document.activeElement as HTMLElement | null)?.dataset ?? {};
  return mentor && (part === 'tick' || part === 'minutes') ? { mentorId: mentor, part } : null;
}

export function focusSpot({ mentorId, part }: RosterSpot): void {
  document.querySelector<HTMLElement>(`[data-mentor="${mentorId}"][data-part="${part}"]`)?.focus();
}
