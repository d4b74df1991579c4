import { eq } from 'drizzle-orm';
import type { UndoResult } from '../../shared/contracts/ipc';
import type { OpenedSession, StayReason } from '../../shared/contracts/sessions';
import { undoSteps } from '../database/schema';
import { storageProblemOf } from '../database/storage-error';
import { settledKeptMs } from '../outbox/prune-settled';
import { newestMutation, wasNeverClaimed } from '../outbox/withdraw';
import type { Context } from './context';
import { undoStep } from './undo-change';
import type { UndoStep } from './undo-steps';

type Undone = Extract<UndoResult, { kind: 'undone' }>;

/**
 * How many registrations of a session can be taken back from this computer; how many of these never left it, and how many
 * the server refused.
 */
export function undoableOf(
  context: Context,
  sessionId: string,
): Pick<OpenedSession, 'undoable' | 'unsent' | 'refused'> {
  const records = stepsOf(context, sessionId).flatMap((step) => step.records);
  const unsent = records.filter(({ recordId }) => isUnsent(context, recordId)).length;
  const refused = records.filter(({ recordId }) => isRefused(context, recordId)).length;
  return { undoable: records.length, unsent, refused };
}

/** Why so many registrations of a session cannot be taken back from this computer; null when there are none. */
export function stayingOf(context: Context, sessionId: string, count: number): OpenedSession['staying'] {
  return count === 0 ? null : { count, why: stayReason(context, sessionId) };
}

function stayReason({ database, now }: Context, sessionId: string): StayReason {
  const known = database
    .prepare('SELECT finished_at AS at FROM draft_sessions WHERE id = ?')
    .get(sessionId) as { at: number | null } | undefined;
  if (!known) return 'elsewhere';
  return known.at !== null && now() - known.at >= settledKeptMs ? 'too_old' : 'changed';
}

/** Takes a whole session back: what was sent is deleted on the server too. `bootedAt`: start of the app (epoch ms). */
export function undoSession(context: Context, sessionId: string, bootedAt: number): UndoResult {
  return takeBack(context, sessionId, (step) => undoStep(context, step, bootedAt));
}

/** Takes back what the server refused; the rest goes on, and can still be taken back later. */
export function reopenSession(context: Context, sessionId: string, bootedAt: number): UndoResult {
  return takeBack(context, sessionId, (step) => {
    const refused = step.records.filter(({ recordId }) => isRefused(context, recordId));
    if (refused.length === 0) return { kind: 'undone', undone: 0, kept: 0, waiting: 0 };
    const result = undoStep(context, { ...step, records: refused }, bootedAt);
    const rest = step.records.filter((record) => !refused.includes(record));
    if (rest.length > 0)
      context.database.orm
        .update(undoSteps)
        .set({ state: 'open', records: rest })
        .where(eq(undoSteps.id, step.id))
        .run();
    return result;
  });
}

function takeBack(context: Context, sessionId: string, undo: (step: UndoStep) => Undone): UndoResult {
  try {
    return context.database.write(() => {
      const results = stepsOf(context, sessionId).map(undo);
      if (results.length === 0) return { kind: 'not_found' };
      const sum = (count: 'undone' | 'kept' | 'waiting') =>
        results.reduce((total, result) => total + result[count], 0);
      return { kind: 'undone', undone: sum('undone'), kept: sum('kept'), waiting: sum('waiting') };
    });
  } catch (error) {
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'storage_problem', problem };
    throw error;
  }
}

/** Her own steps of the last 30 days in which registrations of the session were made; one was finished in several parts. */
function stepsOf({ database, actor }: Context, sessionId: string): UndoStep[] {
  const ids = database
    .prepare(
      `SELECT DISTINCT s.id FROM undo_steps s, json_each(s.records) r
       JOIN activities a ON a.id = r.value ->> 'recordId'
       WHERE s.state = 'open' AND s.entity = 'activities' AND s.operation = 'create' AND s.actor = @actor
         AND a.batch_id = @sessionId ORDER BY s.at`,
    )
    .pluck()
    .all({ actor: actor(), sessionId }) as string[];
  return ids.flatMap((id) => database.orm.select().from(undoSteps).where(eq(undoSteps.id, id)).all());
}

function isUnsent(context: Context, recordId: string): boolean {
  const row = newestMutation(context.database, 'activities', recordId);
  return isRefused(context, recordId) || (row?.operation === 'create' && wasNeverClaimed(row));
}

function isRefused({ database }: Context, recordId: string): boolean {
  const row = newestMutation(database, 'activities', recordId);
  return row?.operation === 'create' && row.state === 'parked';
}
