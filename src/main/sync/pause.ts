import type { Database } from '../database/open-database';
import { type SyncState, updateSyncState } from '../database/sync-state';

/** The moment (epoch ms) until which the person wants nothing sent or fetched; null when that has come. */
export function standingPause({ pausedUntil }: Pick<SyncState, 'pausedUntil'>, now: number): number | null {
  return pausedUntil !== null && pausedUntil > now ? pausedUntil : null;
}

/** A pause that is over stays over, also when the clock is set back afterwards. */
export function dropPause(database: Database, { pausedUntil }: Pick<SyncState, 'pausedUntil'>): void {
  if (pausedUntil !== null) updateSyncState(database, { pausedUntil: null });
}
