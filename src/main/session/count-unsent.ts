import { and, count, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database';
import { drafts, outbox } from '../database/schema';

/** Registrations that exist only on this computer: not sent, parked, or typed and not finished. */
export function countUnsent(database: Database): number {
  const { orm } = database;
  const queued = orm
    .select({ rows: count() })
    .from(outbox)
    .where(inArray(outbox.state, ['pending', 'in_flight', 'parked']))
    .get();
  const typed = orm
    .select({ rows: count() })
    .from(drafts)
    .where(and(isNull(drafts.removedAt), ne(drafts.cells, sql`'{}'`)))
    .get();
  return (queued?.rows ?? 0) + (typed?.rows ?? 0);
}
