import { eq, inArray } from 'drizzle-orm';
import type { QueueLine } from '../../shared/contracts/ipc';
import { chooseBatches } from '../../shared/rules/choose-batches';
import { mutationTitle } from '../database/mutation-title';
import type { Database } from '../database/open-database';
import { type OutboxRow, outbox } from '../database/schema';
import { listCandidates } from '../outbox/claim';
import type { Context } from './context';

/** What is on its way, or what needs the person, in the order it was made. */
export function listQueue(
  { database, now }: Context,
  { only, limit }: { only: 'waiting' | 'needs_person'; limit: number },
): { total: number; lines: QueueLine[] } {
  const { waitsFor } = chooseBatches(listCandidates(database), now());
  const states = only === 'waiting' ? (['pending', 'in_flight'] as const) : (['parked'] as const);
  const rows = database.orm
    .select()
    .from(outbox)
    .where(inArray(outbox.state, [...states]))
    .orderBy(outbox.sequence)
    .all();
  const other = (id: string) => database.orm.select().from(outbox).where(eq(outbox.id, id)).get();
  return {
    total: rows.length,
    lines: rows.slice(0, limit).map((row) => {
      const blocker = waitsFor.has(row.id) ? other(waitsFor.get(row.id) as string) : undefined;
      return toLine(database, row, blocker);
    }),
  };
}

function toLine(database: Database, row: OutboxRow, blocker: OutboxRow | undefined): QueueLine {
  return {
    mutationId: row.id,
    entity: row.entity,
    recordId: row.recordId,
    operation: row.operation,
    title: mutationTitle(database, row),
    state:
      row.state === 'parked'
        ? 'needs_fixing'
        : row.state === 'in_flight'
          ? 'sending'
          : blocker
            ? 'waits_for_other'
            : 'waiting',
    attempts: row.attempts,
    retryAt: row.retryAt,
    madeAt: row.madeAt,
    waitsFor: blocker
      ? {
          entity: blocker.entity,
          title: mutationTitle(database, blocker),
        }
      : null,
    problem: row.problem ? { code: row.problem.code, field: row.problem.field ?? null } : null,
  };
}
