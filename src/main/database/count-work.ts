import { and, count, isNull, ne, sql } from 'drizzle-orm';
import { schemaVersion } from '../../shared/contracts/mutations';
import type { Database, Orm } from './open-database';
import { conflicts, drafts } from './schema';

type OpenMutations = { waiting: number; parked: number; unsettled: number };

/** Mutations on their way, those that need the person, and both together: at the cost of one row, however many. */
export function countMutations(database: Database): OpenMutations {
  return database
    .prepare('SELECT waiting, parked, waiting + parked AS unsettled FROM outbox_counts')
    .get() as OpenMutations;
}

/** Whether a later version of the app has queued something, which this one leaves alone. Walks the open queue. */
export function holdsNewer(database: Database): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM outbox WHERE state IN ('pending', 'in_flight') AND schema_version > ?)`;
  return database.prepare(sql).pluck().get(schemaVersion) === 1;
}

/** Rows of entry sessions in which something is typed. */
export function countDrafts(database: Database): number {
  return database.query(draftsQuery).get()?.rows ?? 0;
}

/** Conflicts that the person has not answered. */
export function countConflicts(database: Database): number {
  return database.query(conflictsQuery).get()?.rows ?? 0;
}

// Asked for every status, which is computed anew after each save and each batch.
const typed = and(isNull(drafts.removedAt), ne(drafts.cells, sql`'{}'`));
const draftsQuery = (orm: Orm) => orm.select({ rows: count() }).from(drafts).where(typed).prepare();
// The state stands in the text: a partial index is not used for a value that is bound later.
const conflictsQuery = (orm: Orm) =>
  orm.select({ rows: count() }).from(conflicts).where(sql`${conflicts.state} = 'open'`).prepare();
