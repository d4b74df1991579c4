import { schemaVersion } from '../../shared/contracts/mutations';
import type { Database } from './open-database';

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
  return database.prepare(`SELECT (${draftRows})`).pluck().get() as number;
}

/**
 * Everything that a status counts. `conflicts`: records that the person has to answer for, each once, in however many parts
 * it lost; `drafts`: as `countDrafts`.
 */
export function countWork(database: Database): OpenMutations & { conflicts: number; drafts: number } {
  // One statement: a status is computed anew after each save and each batch.
  const sql = `SELECT waiting, parked, waiting + parked AS unsettled,
    (SELECT count(DISTINCT entity || ' ' || record_id || (theirs IS NULL) || (mine = '{}')) FROM conflicts
      WHERE state = 'open') AS conflicts, (${draftRows}) AS drafts FROM outbox_counts`;
  return database.prepare(sql).get() as OpenMutations & { conflicts: number; drafts: number };
}

const draftRows = `SELECT count(*) FROM drafts WHERE removed_at IS NULL AND cells <> '{}'`;
