import { and, eq, isNull, sql } from 'drizzle-orm';
import type { DraftStep, StepWay } from '../../shared/contracts/drafts';
import type { SaveResult } from '../../shared/contracts/ipc';
import { outcomeOfStep } from '../../shared/rules/outcome-of-step';
import type { Orm } from '../database/open-database';
import { activities, draftSessions, drafts } from '../database/schema';
import { type Context, saving } from './context';
import { noteDraftStep } from './draft-steps';
import { focusQuery, touchQuery } from './drafts';

export type StepToSave = { sessionId: string; step: DraftStep; way: StepWay };

/** Performs a step on the stored session and keeps it, so that it can be undone also after a restart. */
export function saveStep(context: Context, input: StepToSave): SaveResult {
  return saving(() => {
    const { database } = context;
    const result = database.write(() => performStep(context, input));
    if (!result) context.onSaved(['drafts']);
    return result;
  });
}

function performStep(context: Context, { sessionId, step, way }: StepToSave): SaveResult | undefined {
  const { database } = context;
  const { rows, moves, header } = outcomeOfStep(step, way);
  // A step that comes late must not turn a row that has become a registration into a draft again.
  if (rows.some(({ id }) => database.query(registeredQuery).get({ id }))) return { kind: 'not_found' };
  const updatedAt = context.now();
  const known = step.focus
    ? database.query(focusQuery).run({ sessionId, updatedAt, focus: step.focus })
    : database.query(touchQuery).run({ sessionId, updatedAt });
  if (known.changes === 0) return { kind: 'not_found' };
  for (const { id, content } of rows) {
    if (content) database.query(putQuery).run({ id, sessionId, ...content, updatedAt });
    else database.query(removeQuery).run({ id, sessionId, updatedAt });
  }
  for (const { id, position } of moves) database.query(moveQuery).run({ id, sessionId, position, updatedAt });
  if (header) database.orm.update(draftSessions).set({ header }).where(eq(draftSessions.id, sessionId)).run();
  noteDraftStep(database, { sessionId, step, way });
  return undefined;
}

const given = sql.placeholder;
const registeredQuery = (orm: Orm) =>
  orm
    .select({ id: activities.id })
    .from(activities)
    .where(eq(activities.id, given('id')))
    .prepare();
const removeQuery = (orm: Orm) =>
  orm
    .update(drafts)
    .set({ removedAt: sql`${given('updatedAt')}` })
    .where(and(eq(drafts.id, given('id')), eq(drafts.sessionId, given('sessionId'))))
    .prepare();
const moveQuery = (orm: Orm) =>
  orm
    .update(drafts)
    .set({ position: sql`${given('position')}`, updatedAt: sql`${given('updatedAt')}` })
    .where(
      and(eq(drafts.id, given('id')), eq(drafts.sessionId, given('sessionId')), isNull(drafts.removedAt)),
    )
    .prepare();
const putQuery = (orm: Orm) =>
  orm
    .insert(drafts)
    .values({
      id: given('id'),
      sessionId: given('sessionId'),
      position: given('position'),
      origin: given('origin'),
      cells: given('cells'),
      serverProblem: given('serverProblem'),
      updatedAt: given('updatedAt'),
    })
    .onConflictDoUpdate({
      target: drafts.id,
      set: {
        position: sql`excluded.position`,
        origin: sql`excluded.origin`,
        cells: sql`excluded.cells`,
        serverProblem: sql`excluded.server_problem`,
        updatedAt: sql`excluded.updated_at`,
        removedAt: null,
      },
      setWhere: sql`${drafts.sessionId} = excluded.session_id`,
    })
    .prepare();
