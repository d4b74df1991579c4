import { eq } from 'drizzle-orm';
import type { Problem } from '../../shared/contracts/mutations';
import { appendAudit } from '../audit/append-audit';
import type { Database } from '../database/open-database';
import { type OutboxRow, outbox, type Payload } from '../database/schema';

/**
 * Ends the automatic attempts on a mutation and keeps it, shown to the person with the reason. What depends on it
 * waits; everything else goes on. Call inside `database.write`.
 */
export function park(
  database: Database,
  row: Pick<OutboxRow, 'id' | 'entity' | 'recordId' | 'payload' | 'attempts' | 'actor'>,
  { problem, now }: { problem: Problem; now: number },
): void {
  database.orm
    .update(outbox)
    .set({ state: 'parked', outcome: 'rejected', problem, attempts: row.attempts, retryAt: null })
    .where(eq(outbox.id, row.id))
    .run();
  appendAudit(database, [
    {
      at: now,
      actor: row.actor,
      action: 'parked',
      entity: row.entity,
      recordId: row.recordId,
      fields: Object.keys(row.payload.changes),
    },
  ]);
}

/**
 * Offers a parked mutation again, as if it had never been tried. What the server has refused goes under a new id: the
 * same id gets the same word for ever, and a refusal has no effect that could be doubled. What only failed keeps its
 * id. False when it is not parked (any more).
 */
export function offerAgain(
  database: Database,
  mutationId: string,
  { now, newId, payload }: { now: number; newId: () => string; payload?: Payload },
): boolean {
  return endParking(
    database,
    mutationId,
    ({ id, problem, claimedAt }) => ({
      ...(payload ? { payload } : {}),
      ...(problem?.code === 'internal' ? { id, claimedAt } : { id: newId(), claimedAt: null }),
      state: 'pending',
      outcome: null,
      problem: null,
      attempts: 0,
      firstFailedAt: null,
    }),
    { action: 'offered_again', now },
  );
}

/** Closes a parked mutation by the person's own decision; it stays in the audit trail. False when it is not parked. */
export function closeParked(
  database: Database,
  mutationId: string,
  decision: 'discarded' | 'reopened',
  now: number,
): boolean {
  return endParking(database, mutationId, () => ({ state: 'settled', outcome: decision, settledAt: now }), {
    action: decision,
    now,
  });
}

function endParking(
  database: Database,
  mutationId: string,
  values: (row: OutboxRow) => Partial<OutboxRow>,
  { action, now }: { action: 'offered_again' | 'discarded' | 'reopened'; now: number },
): boolean {
  return database.write(() => {
    const row = database.orm.select().from(outbox).where(eq(outbox.id, mutationId)).get();
    if (row?.state !== 'parked') return false;
    database.orm.update(outbox).set(values(row)).where(eq(outbox.id, mutationId)).run();
    appendAudit(database, [
      {
        at: now,
        actor: row.actor,
        action,
        entity: row.entity,
        recordId: row.recordId,
        fields: Object.keys(row.payload.changes),
      },
    ]);
    return true;
  });
}
