import { and, asc, eq, sql } from 'drizzle-orm';
import type { DraftStep, StepWay } from '../../shared/contracts/drafts';
import type { Database, Orm } from '../database/open-database';
import { draftSteps } from '../database/schema';

/** Steps of a session that can be undone, however small they are. */
const mostSteps = 200;
/** Characters of JSON that they may amount to; the last step is kept whatever its size. */
const mostCharacters = 2_000_000;
/**
 * What a step counts for at most. A list of 5,000 rows that is taken in is larger than all there is room for: counted
 * whole it would push out every step before it, and be pushed out itself by the next.
 */
const mostOfOne = mostCharacters / 4;

/** What can be undone and redone in a session. */
export function readSteps(database: Database, sessionId: string): { past: DraftStep[]; future: DraftStep[] } {
  const rows = database.query(stepsQuery).all({ sessionId });
  const stepsOf = (undone: boolean) => rows.filter((row) => row.undone === undone).map(({ step }) => step);
  return { past: stepsOf(false), future: stepsOf(true).reverse() };
}

/** Notes a step in the transaction that performs it. A new one is the end of those that were undone before it. */
export function noteDraftStep(
  database: Database,
  { sessionId, step, way }: { sessionId: string; step: DraftStep; way: StepWay },
): void {
  const undone = way === 'undo';
  if (way === 'do') database.query(forgetUndoneQuery).run({ sessionId });
  const size = JSON.stringify(step).length;
  database.query(noteQuery).run({ sessionId, number: step.number, step, size, undone });
  if (way === 'do') database.prepare(pruneSql).run({ sessionId, mostSteps, mostCharacters, mostOfOne });
}

const pruneSql = `DELETE FROM draft_steps WHERE session_id = @sessionId AND number < (
  SELECT min(number) FROM (
    SELECT number, row_number() OVER newest AS rank, sum(min(size, @mostOfOne)) OVER newest AS total
    FROM draft_steps WHERE session_id = @sessionId WINDOW newest AS (ORDER BY number DESC)
  ) WHERE rank = 1 OR (rank <= @mostSteps AND total <= @mostCharacters))`;

const ofSession = eq(draftSteps.sessionId, sql.placeholder('sessionId'));
const stepsQuery = (orm: Orm) =>
  orm
    .select({ step: draftSteps.step, undone: draftSteps.undone })
    .from(draftSteps)
    .where(ofSession)
    .orderBy(asc(draftSteps.number))
    .prepare();
const forgetUndoneQuery = (orm: Orm) =>
  orm
    .delete(draftSteps)
    .where(and(ofSession, eq(draftSteps.undone, true)))
    .prepare();
const noteQuery = (orm: Orm) =>
  orm
    .insert(draftSteps)
    .values({
      sessionId: sql.placeholder('sessionId'),
      number: sql.placeholder('number'),
      step: sql.placeholder('step'),
      size: sql.placeholder('size'),
      undone: sql.placeholder('undone'),
    })
    .onConflictDoUpdate({
      target: [draftSteps.sessionId, draftSteps.number],
      set: { step: sql`excluded.step`, size: sql`excluded.size`, undone: sql`excluded.undone` },
    })
    .prepare();
