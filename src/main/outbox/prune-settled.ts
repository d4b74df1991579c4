import { and, inArray, lt } from 'drizzle-orm';
import type { Database } from '../database/open-database';
import { outbox } from '../database/schema';

/** Settled mutations are kept this long, to be offered again if the server is restored from a backup. */
export const settledKeptMs = 30 * 24 * 3_600_000;

/** Forgets mutations settled longer ago than 30 days. Parked ones are never forgotten. Returns how many went. */
export function pruneSettled(database: Database, now: number): number {
  return database.write(
    () =>
      database.orm
        .delete(outbox)
        .where(
          and(inArray(outbox.state, ['settled', 'conflicted']), lt(outbox.settledAt, now - settledKeptMs)),
        )
        .run().changes,
  );
}
