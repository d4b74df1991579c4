import { useEffect, useRef } from 'react';
import { focusRegion, hasStop, type Region, regions } from './focus-region';
import { goToRows } from './go-to-rows';
import { isScreenKey, isTyping, type KeyPress, keyPressOf } from './keys';
import { nextProblem } from './next-problem';
import { focusSpot } from './use-roster-keys';
import type { Session } from './use-session';
import type { Way } from './way-tabs';

type Wiring = {
  session: Session;
  way: Way;
  setWay: (way: Way) => void;
  onFinish: () => Promise<void>;
};

/** Keys that work everywhere on the screen: F6, F8 and Ctrl+S. */
export function useScreenKeys(wiring: Wiring): void {
  const latest = useRef(wiring);
  latest.current = wiring;
  useEffect(() => {
    function handle(press: KeyPress): Promise<unknown> | null {
      const { session, onFinish } = latest.current;
      const back = press.shift ? -1 : 1;
      if (press.key === 'F6') return inOrder(session, () => goToRegion(latest.current, back));
      if (press.key === 'F8') return inOrder(session, () => goToProblem(latest.current, back));
      if (press.ctrl && !press.shift && press.key.toLowerCase() === 's') return onFinish();
      return null;
    }
    // Keys that lead elsewhere and still wait for a save: what is typed after them is meant for where they lead.
    let going = 0;
    function go(press: KeyPress): Promise<unknown> | null {
      return (
        handle(press)?.finally(() => {
          going -= 1;
        }) ?? null
      );
    }
    function press(event: KeyboardEvent): void {
      const pressed = keyPressOf(event);
      const { keys } = latest.current.session;
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if (isScreenKey(pressed)) {
        going += 1;
        keys.press(pressed, go);
        event.preventDefault();
      } else if (going > 0 && isTyping(pressed)) {
        if (keys.press(pressed, () => null)) event.preventDefault();
        else going = 0;
      }
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/**
 * Stores the cell that is being written before the focus goes elsewhere. It goes also when that failed, so that
 * nobody is shut in: the alert stays, and so does what was written.
 */
async function inOrder({ actions }: Session, then: () => void): Promise<void> {
  await actions.commit();
  then();
}

/** A region with nothing to do in it, such as the summary of an empty session, is passed by. */
function goToRegion({ session, way }: Wiring, by: 1 | -1): void {
  const here = document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset.region;
  const at = regions.indexOf(here as Region);
  for (let steps = 1; steps <= regions.length; steps += 1) {
    const next = regions[(at + steps * by + 2 * regions.length) % regions.length];
    if (!next || !hasStop(next)) continue;
    if (next === 'rows') goToRows(session, way);
    else focusRegion(next);
    return;
  }
}

function goToProblem({ session, way, setWay }: Wiring, by: 1 | -1): void {
  const { t } = session.context;
  const found = nextProblem(session.view.rows, session.state.active, by);
  if (!found) {
    session.say(t('no_problems'));
    return;
  }
  if (found.wrapped) session.say(t(by > 0 ? 'wrapped' : 'wrapped_back'));
  const { rowId, cell } = found.place;
  const row = session.view.rows.find(({ row }) => row.id === rowId)?.row;
  if (cell === 'unit') document.getElementById('header-unit')?.focus();
  else if (way === 'roster' && row?.origin === 'roster' && cell === 'duration' && row.cells.mentor)
    focusSpot({ mentorId: row.cells.mentor, part: 'minutes' });
  else {
    if (way === 'roster') setWay('free');
    session.actions.activate({ rowId, cell });
  }
}
