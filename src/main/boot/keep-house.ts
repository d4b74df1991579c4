import { countMutations } from '../database/count-work';
import type { Database } from '../database/open-database';
import { errorCode, type Log } from '../log/log';
import { pruneSettled } from '../outbox/prune-settled';
import { pruneNotices } from '../registrations/notices';
import { prunePutOff } from '../registrations/put-off';
import { pruneSteps } from '../registrations/undo-steps';

/** Damaged files are kept as long as somebody may still ask for what was in them. */
const quarantineKeptMs = 90 * 24 * 3_600_000;

/** The night's work: what has been sent long ago goes, the database is tidied, and what waits is copied, every page is read. */
export function keepHouse(database: Database, nowMs: number, log: Log): void {
  const pruned = pruneSettled(database, nowMs);
  pruneSteps(database, nowMs);
  pruneNotices(database, nowMs);
  prunePutOff(database, nowMs);
  if (countMutations(database).unsettled === 0) {
    database.pruneQuarantine(nowMs - quarantineKeptMs);
  }
  database.optimise();
  void keepCopy(database, { nowMs, log }).then(() => database.checkPages());
  log('schedule.kept_house', { rows: pruned });
}

async function keepCopy(database: Database, { nowMs, log }: { nowMs: number; log: Log }): Promise<void> {
  await database.tidyQueueCopy();
  // A disk without room for a copy is no reason to leave the rest undone.
  await database
    .keepNightCopy(nowMs)
    .catch((error) => log('schedule.night_copy_failed', { error: errorCode(error) }));
}
