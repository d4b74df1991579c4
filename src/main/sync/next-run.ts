import { longestWaitMs, standingWait } from '../../shared/rules/back-off';
import type { SyncState } from '../database/sync-state';
import { standingPause } from './pause';
import { later } from './read-status-facts';

/** When to look again at what is due and may not go. */
const lookAgainMs = 30_000;

/** Asked for by a person or by a network that came back: our own backoff is forgotten, the server's word is not. */
export function isDue(
  { retryAt, notBefore }: Pick<SyncState, 'retryAt' | 'notBefore'>,
  { isAskedFor, now }: { isAskedFor: boolean; now: number },
): boolean {
  if (standingWait(notBefore, now) !== null) return false;
  return isAskedFor || standingWait(retryAt, now) === null;
}

/**
 * How long to wait (ms) for whichever comes first: a run that may be tried again, a mutation that is due, the end of a
 * pause, and the end of another's lease; null when nothing is to be waited for.
 */
export function nextWait(
  state: Pick<SyncState, 'retryAt' | 'notBefore' | 'pausedUntil'>,
  { ofMutations, othersUntil, now }: { ofMutations: number | null; othersUntil: number | null; now: number },
): number | null {
  const ofRun = later(state.retryAt, state.notBefore);
  const moments = [ofRun, ofRun === null ? ofMutations : null, standingPause(state, now), othersUntil].filter(
    (moment) => moment !== null,
  );
  if (moments.length === 0) return null;
  // What is due already and did not go has something in its way: asked again at once, it would be asked without end.
  // A clock that has been set back since makes a moment look further away than anything but a pause is.
  const waits = moments.map((moment) => (moment > now ? Math.min(moment - now, longestWaitMs) : lookAgainMs));
  return Math.min(...waits);
}
