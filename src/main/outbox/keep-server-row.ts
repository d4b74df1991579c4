import type { WritableEntity } from '../../shared/contracts/entities';
import type { Database } from '../database/open-database';
import { readRecord } from '../database/records';

/**
 * Keeps the server's row of a record aside the first time something unsettled goes on top of it. Returns the revision
 * that stands there, if any.
 */
export function keepServerRow(database: Database, entity: WritableEntity, recordId: string): number | null {
  const kept = database
    .prepare('SELECT revision FROM shadows WHERE entity = ? AND record_id = ?')
    .get(entity, recordId) as { revision: number } | undefined;
  if (kept) return kept.revision;
  const record = readRecord(database, entity, recordId);
  // A record that was never sent has no server row to keep.
  if (!record || record.revision === 0) return null;
  database
    .prepare(
      `INSERT INTO shadows (entity, record_id, revision, row, snapshot) SELECT ?, id, revision, ?, snapshot FROM ${entity} WHERE id = ?`,
    )
    .run(entity, JSON.stringify(record), recordId);
  return record.revision;
}
