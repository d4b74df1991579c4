import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { FinishResult } from '../../shared/contracts/ipc';
import { isEmptyRow, readRow } from '../../shared/rules/read-row';
import { draftSessions, draftSteps, drafts } from '../database/schema';
import { storageProblemOf } from '../database/storage-error';
import type { Context } from './context';
import { readReference } from './read-reference';
import { saveActivities } from './save-activities';
import { noteStep } from './undo-steps';

/**
 * Turns the rows without errors into registrations that wait to be sent, all in one transaction; rows with errors
 * stay as they are. A row's id becomes its registration's id, so finishing twice cannot register it twice.
 */
export function finishSession(context: Context, sessionId: string): FinishResult {
  try {
    const finished = context.database.write(() => finish(context, sessionId));
    if (finished.registered > 0) context.onSaved(['activities', 'outbox', 'drafts']);
    return { kind: 'finished', ...finished };
  } catch (error) {
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'storage_problem', problem };
    throw error;
  }
}

type Finished = { registered: number; kept: number; undo?: string };

function finish(context: Context, sessionId: string): Finished {
  const { orm } = context.database;
  const session = orm
    .select()
    .from(draftSessions)
    .where(and(eq(draftSessions.id, sessionId), isNull(draftSessions.finishedAt)))
    .get();
  if (!session) return { registered: 0, kept: 0 };
  const reference = readReference(context);
  const { today, lockedYears } = reference;
  const rows = orm
    .select()
    .from(drafts)
    .where(and(eq(drafts.sessionId, sessionId), isNull(drafts.removedAt)))
    .orderBy(drafts.position)
    .all();
  const typed = rows.filter(({ cells }) => !isEmptyRow(cells));
  const read = typed.map(({ id, cells }) => ({
    id,
    fields: readRow({ cells, header: session.header, reference, today, lockedYears }).fields,
  }));
  const ready = read.flatMap(({ id, fields }) =>
    fields ? [{ id, fields: { ...fields, batchId: sessionId } }] : [],
  );
  saveActivities(context, ready);
  const kept = typed.length - ready.length;
  const done = ready.map(({ id }) => id);
  for (let start = 0; start < done.length; start += 500) {
    orm
      .delete(drafts)
      .where(inArray(drafts.id, done.slice(start, start + 500)))
      .run();
  }
  // What was done to rows that are registrations now cannot be undone row by row.
  if (kept === 0 || done.length > 0) orm.delete(draftSteps).where(eq(draftSteps.sessionId, sessionId)).run();
  if (kept === 0) {
    orm.delete(drafts).where(eq(drafts.sessionId, sessionId)).run();
    orm
      .update(draftSessions)
      .set({ finishedAt: context.now(), focus: sql`NULL` })
      .where(eq(draftSessions.id, sessionId))
      .run();
  }
  if (done.length === 0) return { registered: 0, kept };
  const records = done.map((recordId) => ({ recordId, before: null, after: null }));
  const undo = noteStep(context, { entity: 'activities', operation: 'create', records });
  return { registered: ready.length, kept, undo };
}
