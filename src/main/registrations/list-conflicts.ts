import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { AnsweredLine, ConflictLine } from '../../shared/contracts/ipc';
import type { Json } from '../../shared/contracts/primitives';
import { readRecord } from '../database/records';
import { conflicts, outbox, undoSteps } from '../database/schema';
import type { Context } from './context';

/** Conflicts that the person has not answered yet, newest first, each with what stands now. */
export function listConflicts({ database }: Context): ConflictLine[] {
  const rows = database.orm
    .select({ row: conflicts, mineAt: outbox.madeAt })
    .from(conflicts)
    .leftJoin(outbox, eq(outbox.id, conflicts.mutationId))
    // The state stands in the text: a partial index is not used for a value that is bound later.
    .where(sql`${conflicts.state} = 'open'`)
    .orderBy(desc(conflicts.at))
    .all();
  return rows
    .map(({ row, mineAt }) => ({ row, mineAt, stands: standing(database, row) }))
    .map(({ row, mineAt, stands }) => ({
      id: row.id,
      entity: row.entity,
      recordId: row.recordId,
      title: row.title,
      group: row.fieldGroup,
      at: row.at,
      by: row.madeBy,
      mineAt,
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

const shownAnswers = 50;

/** What she has answered and can open again, newest first. */
export function listAnswered({ database, actor }: Context): AnsweredLine[] {
  const steps = database.orm
    .select()
    .from(undoSteps)
    .where(and(eq(undoSteps.actor, actor()), eq(undoSteps.state, 'open'), isNotNull(undoSteps.answers)))
    .orderBy(desc(undoSteps.at))
    .limit(shownAnswers)
    .all();
  return steps.flatMap(({ id, at, answers }) => {
    const rows = database.orm
      .select()
      .from(conflicts)
      .where(inArray(conflicts.id, answers ?? []))
      .all();
    const [first] = rows;
    const records = new Set(rows.map(({ recordId }) => recordId)).size;
    return first ? [{ undo: id, at, entity: first.entity, title: first.title, records }] : [];
  });
}
