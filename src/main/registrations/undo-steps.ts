import { and, asc, eq, lt, sql } from 'drizzle-orm';
import type { WritableEntity } from '../../shared/contracts/entities';
import type { Operation } from '../../shared/contracts/mutations';
import type { Id } from '../../shared/contracts/primitives';
import type { Database, Orm } from '../database/open-database';
import { type UndoRecord, undoSteps } from '../database/schema';
import { settledKeptMs } from '../outbox/prune-settled';
import type { Context } from './context';

export type UndoStep = typeof undoSteps.$inferSelect;

/** Notes what a save did, in its transaction, so that it can be taken back as one. Returns the step's id. */
export function noteStep(
  context: Context,
  step: { entity: WritableEntity; operation: Operation; records: UndoRecord[]; answers?: Id[] },
): Id {
  const id = context.newId();
  const { entity, operation, records, answers = null } = step;
  const { database, actor, now } = context;
  database.query(noteQuery).run({ id, at: now(), actor: actor(), entity, operation, records, answers });
  return id;
}

const noteQuery = (orm: Orm) =>
  orm
    .insert(undoSteps)
    .values({
      id: sql.placeholder('id'),
      at: sql.placeholder('at'),
      actor: sql.placeholder('actor'),
      entity: sql.placeholder('entity'),
      operation: sql.placeholder('operation'),
      records: sql.placeholder('records'),
      state: 'open',
      answers: sql.placeholder('answers'),
    })
    .prepare();

/** What a step did to one record; a step may have done different things to its records. */
export function operationOn({ before, after }: UndoRecord): Operation {
  if (!before) return 'create';
  return after ? 'update' : 'delete';
}

/** The step, unless it is undone already, is somebody else's, or is too old. */
export function findStep({ database, actor }: Context, id: Id): UndoStep | undefined {
  return database.orm
    .select()
    .from(undoSteps)
    .where(and(eq(undoSteps.id, id), eq(undoSteps.actor, actor()), eq(undoSteps.state, 'open')))
    .get();
}

/** Steps asked to be undone as soon as the server has answered. */
export function wantedSteps({ database, actor }: Context): UndoStep[] {
  return database.query(wantedQuery).all({ actor: actor() });
}

// Asked after each run.
const wantedQuery = (orm: Orm) =>
  orm
    .select()
    .from(undoSteps)
    .where(and(eq(undoSteps.state, 'wanted'), eq(undoSteps.actor, sql.placeholder('actor'))))
    .orderBy(asc(undoSteps.at))
    .prepare();

/** What of a step is left to do once the server has answered; nothing ends it. */
export function endStep({ database }: Context, id: Id, left: UndoRecord[]): void {
  database.orm
    .update(undoSteps)
    .set(left.length > 0 ? { state: 'wanted', records: left } : { state: 'done', records: [] })
    .where(eq(undoSteps.id, id))
    .run();
}

/** Forgets steps as old as the mutations they would have to look up. */
export function pruneSteps(database: Database, now: number): void {
  database.write(() => {
    database.orm
      .delete(undoSteps)
      .where(lt(undoSteps.at, now - settledKeptMs))
      .run();
  });
}
