import { and, desc, eq, isNull } from 'drizzle-orm';
import type { WritableEntity } from '../../shared/contracts/entities';
import type { Database } from '../database/open-database';
import { type OutboxRow, outbox } from '../database/schema';

/** The newest mutation of a record, settled or not. */
export function newestMutation(
  database: Database,
  entity: WritableEntity,
  recordId: string,
): OutboxRow | undefined {
  return database.orm
    .select()
    .from(outbox)
    .where(and(eq(outbox.entity, entity), eq(outbox.recordId, recordId)))
    .orderBy(desc(outbox.sequence))
    .get();
}

/** Whether the server cannot know of the mutation: it waits, and was never taken for sending. */
export function wasNeverClaimed({ state, claimedAt }: OutboxRow): boolean {
  return state === 'pending' && claimedAt === null;
}

/**
 * Takes back a mutation that was never claimed; it is kept for the 30 days like everything that is settled. False when
 * it may be known to the server. The caller shows the record anew. Call inside `database.write`.
 */
export function withdraw(database: Database, id: string, now: number): boolean {
  const { changes } = database.orm
    .update(outbox)
    .set({ state: 'settled', outcome: 'withdrawn', settledAt: now })
    .where(and(eq(outbox.id, id), eq(outbox.state, 'pending'), isNull(outbox.claimedAt)))
    .run();
  return changes === 1;
}
