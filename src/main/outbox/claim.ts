import { inArray, sql } from 'drizzle-orm';
import type { Candidate } from '../../shared/rules/choose-batches';
import type { Database } from '../database/open-database';
import { type OutboxRow, outbox } from '../database/schema';

/** Every unsettled mutation in order, without its content. */
export function listCandidates(database: Database): Candidate[] {
  return database.orm
    .select({
      id: outbox.id,
      sequence: outbox.sequence,
      entity: outbox.entity,
      recordId: outbox.recordId,
      operation: outbox.operation,
      state: sql<Candidate['state']>`${outbox.state}`,
      retryAt: outbox.retryAt,
      references: sql<string>`${outbox.payload} -> '$.references'`,
      // What a mutation adds around its payload in a request body.
      bytes: sql<number>`length(CAST(${outbox.payload} AS BLOB)) + 300`,
    })
    .from(outbox)
    .where(sql`${outbox.state} IN ('pending', 'in_flight', 'parked')`)
    .orderBy(outbox.sequence)
    .all()
    .map((row) => ({ ...row, references: JSON.parse(row.references) as Candidate['references'] }));
}

/**
 * Takes mutations for sending, and notes when each was taken first: from then on the server may know it, and it is
 * never changed. Whoever claims must settle, park or release them.
 */
export function claim(database: Database, ids: string[], now: number): OutboxRow[] {
  return database.write(() => {
    database.orm
      .update(outbox)
      .set({ state: 'in_flight', claimedAt: sql`coalesce(${outbox.claimedAt}, ${now})` })
      .where(inArray(outbox.id, ids))
      .run();
    return database.orm.select().from(outbox).where(inArray(outbox.id, ids)).orderBy(outbox.sequence).all();
  });
}

/** Gives claimed mutations back without a word: the request did not reach a decision. */
export function release(database: Database, ids: string[]): void {
  database.write(() => {
    database.orm.update(outbox).set({ state: 'pending' }).where(inArray(outbox.id, ids)).run();
  });
}

/** Before a run nothing can be on its way. The id makes it safe to offer those again. Returns how many there were. */
export function releaseAll(database: Database): number {
  return database.write(
    () =>
      database.orm.update(outbox).set({ state: 'pending' }).where(sql`${outbox.state} = 'in_flight'`).run()
        .changes,
  );
}

/** Mutations that failed on their own may be tried at once: the person asked for it, or the network came back. */
export function forgetRetries(database: Database): void {
  database.write(() => {
    database.orm
      .update(outbox)
      .set({ retryAt: null })
      .where(sql`${outbox.state} = 'pending' AND ${outbox.retryAt} IS NOT NULL`)
      .run();
  });
}
