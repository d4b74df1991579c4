import { and, count, isNull, ne, sql } from 'drizzle-orm';
import type { Database } from './open-database';
import { drafts } from './schema';

type OpenMutations = { waiting: number; parked: number; unsettled: number };

/** Mutations on their way, those that need the person, and both together: at the cost of one row, however many. */
export function countMutations(database: Database): OpenMutations {
  return database
    .prepare('SELECT waiting, parked, waiting + parked AS unsettled FROM outbox_counts')
    .get() as OpenMutations;
}

/** Rows of entry sessions in which something is typed. */
export function countDrafts({ orm }: Database): number {
  const typed = and(isNull(drafts.removedAt), ne(drafts.cells, sql`'{}'`));
  return orm.select({ rows: count() }).from(drafts).where(typed).get()?.rows ?? 0;
}
