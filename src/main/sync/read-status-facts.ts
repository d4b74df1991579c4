import { count, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Connectivity, StatusFacts } from '../../shared/contracts/status';
import type { Database } from '../database/open-database';
import { conflicts, drafts, type OutboxState, outbox } from '../database/schema';
import { readSyncState } from '../database/sync-state';

type Live = {
  connectivity: Connectivity;
  signedIn: boolean;
  /** How far the run under way has come; null when none is. */
  sending: { done: number; total: number } | null;
  now: number;
  newId: () => string;
};

/** Everything the status depends on: the tables, and the little that only the running engine knows. */
export function readStatusFacts(
  database: Database,
  { connectivity, signedIn, sending, now, newId }: Live,
): StatusFacts {
  const state = readSyncState(database, newId);
  const parked = countRows(database, ['parked']);
  const open =
    database.orm.select({ n: count() }).from(conflicts).where(eq(conflicts.state, 'open')).get()?.n ?? 0;
  const waiting = countRows(database, ['pending', 'in_flight']);
  const typed = database.orm
    .select({ n: count() })
    .from(drafts)
    .where(sql`${isNull(drafts.removedAt)} AND ${drafts.cells} <> '{}'`)
    .get();
  return {
    storageProblem: database.problem(),
    needsPerson: parked + open,
    drafts: typed?.n ?? 0,
    waiting,
    signedIn: signedIn && !state.authNeeded,
    updateNeeded: state.updateNeeded,
    connectivity,
    serverFailing: state.serverFailing,
    retryAt: later(state.retryAt, state.notBefore),
    pausedUntil: state.pausedUntil !== null && state.pausedUntil > now ? state.pausedUntil : null,
    sending,
    firstDownload:
      state.downloadTotal === null ? null : { done: state.downloadDone ?? 0, total: state.downloadTotal },
    initialised: state.initialised,
    lastSyncedAt: state.lastSyncedAt,
  };
}

function countRows(database: Database, states: OutboxState[]): number {
  return database.orm.select({ n: count() }).from(outbox).where(inArray(outbox.state, states)).get()?.n ?? 0;
}

/** The later of two moments, where null is no moment. */
export function later(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}
