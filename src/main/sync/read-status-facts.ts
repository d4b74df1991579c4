import type { SendingHabits } from '../../shared/contracts/computer';
import type { Connectivity, StatusFacts } from '../../shared/contracts/status';
import { standingWait } from '../../shared/rules/back-off';
import { heldBy } from '../../shared/rules/may-sync-now';
import { countWork } from '../database/count-work';
import type { Database } from '../database/open-database';
import { isAccountClosed } from '../database/session-row';
import { readSyncState } from '../database/sync-state';
import { readDeleteQuestion } from './hold-deletes';
import { standingPause } from './pause';

type Live = {
  connectivity: Connectivity;
  signedIn: boolean;
  /** Whether a later version of the app has queued something. */
  newerQueued: boolean;
  /** How far the run under way has come; null when none is. */
  sending: { done: number; total: number } | null;
  /** Her choices for this computer. */
  habits: SendingHabits;
  now: number;
  newId: () => string;
};

/** Everything the status depends on: the tables, and the little that only the running engine knows. */
export function readStatusFacts(
  database: Database,
  { connectivity, signedIn, newerQueued, sending, habits, now, newId }: Live,
): StatusFacts {
  const state = readSyncState(database, newId);
  const { waiting, parked, conflicts, drafts } = countWork(database);
  return {
    storageProblem: database.problem(),
    heldDeletes: readDeleteQuestion(state) !== null,
    needsPerson: parked + conflicts,
    drafts,
    waiting,
    signedIn: signedIn && !state.authNeeded,
    accountClosed: !signedIn && isAccountClosed(database),
    updateNeeded: state.updateNeeded || newerQueued,
    connectivity,
    serverFailing: state.serverFailing,
    retryAt: later(standingWait(state.retryAt, now), standingWait(state.notBefore, now)),
    pausedUntil: standingPause(state, now),
    held: heldBy(habits, now),
    sending,
    firstDownload:
      state.downloadTotal === null ? null : { done: state.downloadDone ?? 0, total: state.downloadTotal },
    initialised: state.initialised,
    lastSyncedAt: state.lastSyncedAt,
  };
}

/** The later of two moments, where null is no moment. */
export function later(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}
