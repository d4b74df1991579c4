import { eq, sql } from 'drizzle-orm';
import type { QueueLine } from '../../shared/contracts/ipc';
import { chooseBatches } from '../../shared/rules/choose-batches';
import { countMutations } from '../database/count-work';
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
  const { waiting, parked } = countMutations(database);
  // Written out, because only so do the indexes of the open and of the parked ones match.
  const listed =
    only === 'waiting'
      ? sql`${outbox.state} IN ('pending', 'in_flight', 'parked') AND ${outbox.state} <> 'parked'`
      : sql`${outbox.state} = 'parked'`;
  const rows = database.orm.select().from(outbox).where(listed).orderBy(outbox.sequence).limit(limit).all();
  // What a line waits for was made before it.
  const until = rows.at(-1)?.sequence ?? 0;
  const { waitsFor } = chooseBatches(listCandidates(database, { until }), now());
  const other = (id: string) => database.orm.select().from(outbox).where(eq(outbox.id, id)).get();
  return {
    total: only === 'waiting' ? waiting : parked,
    lines: rows.map((row) => {
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
    changes: row.state === 'parked' ? row.payload.changes : null,
  };
}
