import type { Database } from '../../src/main/database/open-database';
import { type OutboxState, outbox } from '../../src/main/database/schema';

/** How many mutations of the queue are in each state; a state that none is in is left out. */
export function countStates(database: Database): Partial<Record<OutboxState, number>> {
  const counts: Partial<Record<OutboxState, number>> = {};
  for (const { state } of database.orm.select().from(outbox).all()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
