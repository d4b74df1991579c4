import { desc, eq } from 'drizzle-orm';
import type { ConflictLine } from '../../shared/contracts/ipc';
import { conflicts } from '../database/schema';
import type { Context } from './context';

/** Conflicts that the person has not answered yet, newest first. */
export function listConflicts({ database }: Context): ConflictLine[] {
  const rows = database.orm
    .select()
    .from(conflicts)
    .where(eq(conflicts.state, 'open'))
    .orderBy(desc(conflicts.at))
    .all();
  return rows.map((row) => ({
    id: row.id,
    entity: row.entity,
    recordId: row.recordId,
    title: row.title,
    group: row.fieldGroup,
    at: row.at,
    by: row.madeBy,
    deletedThere: row.theirs === null,
    fields: [...new Set([...Object.keys(row.base), ...Object.keys(row.mine)])].map((field) => ({
      field,
      base: row.base[field] ?? null,
      mine: row.mine[field] ?? null,
      theirs: row.theirs?.[field] ?? null,
    })),
  }));
}
