import { focusRegion } from './focus-region';
import type { Session } from './use-session';
import type { Way } from './way-tabs';

/** To the cell where she was last; the attendance list has no such cell, and begins at its first tick. */
export function goToRows({ actions, state }: Session, way: Way): void {
  if (way === 'roster') focusRegion('rows');
  else actions.activate(state.active);
}
