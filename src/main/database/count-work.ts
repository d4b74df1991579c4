import { and, count, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Database } from './open-database';
import { drafts, type OutboxState, outbox } from './schema';

/** Mutations in any of these states. */
export function countMutations({ orm }: Database, states: OutboxState[]): number {
  return orm.select({ rows: count() }).from(outbox).where(inArray(outbox.state, states)).get()?.rows ?? 0;
}

/** Rows of entry sessions in which something is typed. */
export function countDrafts({ orm }: Database): number {
  const typed = and(isNull(drafts.removedAt), ne(drafts.cells, sql`'{}'`));
  return orm.select({ rows: count() }).from(drafts).where(typed).get()?.rows ?? 0;
}
