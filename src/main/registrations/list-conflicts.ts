import { desc, sql } from 'drizzle-orm';
import type { ConflictLine } from '../../shared/contracts/ipc';
import type { Json } from '../../shared/contracts/primitives';
import { readRecord } from '../database/records';
import { conflicts } from '../database/schema';
import type { Context } from './context';

/** Conflicts that the person has not answered yet, newest first, each with what stands now. */
export function listConflicts({ database }: Context): ConflictLine[] {
  const rows = database.orm
    .select()
    .from(conflicts)
    // The state stands in the text: a partial index is not used for a value that is bound later.
    .where(sql`${conflicts.state} = 'open'`)
    .orderBy(desc(conflicts.at))
    .all();
  return rows
    .map((row) => ({ row, stands: standing(database, row) }))
    .map(({ row, stands }) => ({
      id: row.id,
      entity: row.entity,
      recordId: row.recordId,
      title: row.title,
      group: row.fieldGroup,
      at: row.at,
      by: row.madeBy,
      deletedThere: row.theirs === null,
      deletedHere: Object.keys(row.mine).length === 0,
      fields: [...new Set([...Object.keys(row.base), ...Object.keys(row.mine)])].map((field) => ({
        field,
        base: row.base[field] ?? null,
        mine: row.mine[field] ?? null,
        theirs: stands?.[field] ?? null,
      })),
    }));
}

/** Somebody may have gone on since the conflict; what she is asked about is what her answer will meet. */
function standing(
  database: Context['database'],
  { entity, recordId, theirs }: typeof conflicts.$inferSelect,
): Record<string, Json> | null {
  return theirs === null ? null : (readRecord(database, entity, recordId) ?? theirs);
}
