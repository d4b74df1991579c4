import type { Database } from '../database/open-database';
import type { Log } from '../log/log';
import { pruneSettled } from '../outbox/prune-settled';

/** The night's work: what has been sent long ago goes, and the database is tidied. */
export function keepHouse(database: Database, nowMs: number, log: Log): void {
  const pruned = pruneSettled(database, nowMs);
  database.optimise();
  log('schedule.kept_house', { rows: pruned });
}
