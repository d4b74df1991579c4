import { eq, inArray } from 'drizzle-orm';
import type { ActivityFields } from '../../shared/contracts/activity';
import type { SessionHeader } from '../../shared/contracts/drafts';
import { fieldSchemas } from '../../shared/contracts/entities';
import type { UndoResult } from '../../shared/contracts/ipc';
import type { Id } from '../../shared/contracts/primitives';
import { appendAudit } from '../audit/append-audit';
import { conflicts, draftSessions, drafts, type UndoRecord } from '../database/schema';
import { storageProblemOf } from '../database/storage-error';
import type { Context } from './context';
import { openSession } from './drafts';
import { toCells } from './to-cells';
import { type RecordUndo, undoRecord } from './undo-record';
import { endStep, findStep, type UndoStep, wantedSteps } from './undo-steps';

/**
 * Takes a saved step back, all its records in one transaction: what was never sent is withdrawn, what was sent gets a
 * change that puts the earlier values back where nobody has changed them since. A finished session's rows stand in
 * the session under way again. `bootedAt`: start of the app (epoch ms).
 */
export function undoChange(context: Context, id: Id, bootedAt: number): UndoResult {
  try {
    return context.database.write(() => {
      const step = findStep(context, id);
      return step ? undoStep(context, step, bootedAt) : { kind: 'not_found' };
    });
  } catch (error) {
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'storage_problem', problem };
    throw error;
  }
}

/** Goes on with steps that had to wait for the server's word; to be called after each run. */
export function goOnUndoing(context: Context, bootedAt: number): void {
  const steps = wantedSteps(context);
  if (steps.length === 0) return;
  try {
    context.database.write(() => {
      for (const step of steps) undoStep(context, step, bootedAt);
    });
  } catch (error) {
    // They stay wanted; the status tells of the disk.
    if (!storageProblemOf(error)) throw error;
  }
}

/** Takes back the records that the step names. Call inside `database.write`. */
export function undoStep(
  context: Context,
  step: UndoStep,
  bootedAt: number,
): Extract<UndoResult, { kind: 'undone' }> {
  const { database, now, actor, onSaved } = context;
  const results = step.records.map((record) => ({ record, undo: undoRecord(context, step, record) }));
  const taken = results.flatMap(({ record, undo }) =>
    undo.kind === 'undone' || undo.kind === 'partly' ? [{ record, undo }] : [],
  );
  appendAudit(
    database,
    taken.map(({ record, undo }) => ({
      at: now(),
      actor: actor(),
      action: 'undone' as const,
      entity: step.entity,
      recordId: record.recordId,
      fields: undo.fields,
    })),
  );
  if (step.operation === 'create' && !step.answers) putBackRows(context, taken, bootedAt);
  const waiting = results.filter(({ undo }) => undo.kind === 'waiting').map(({ record }) => record);
  endStep(context, step.id, waiting);
  // An answer that made no change, because what stood was to stay, is taken back by asking again.
  const isMere = step.records.length === 0;
  const asksAgain = waiting.length === 0 && (isMere || taken.length > 0);
  if (step.answers && asksAgain) openAgain(database, step.answers);
  const count = (kind: RecordUndo['kind']) => results.filter(({ undo }) => undo.kind === kind).length;
  if (taken.length > 0 || isMere) onSaved([step.entity, 'outbox', 'drafts', 'conflicts']);
  return {
    kind: 'undone',
    undone: isMere ? 1 : count('undone') + count('partly'),
    kept: count('kept') + count('partly'),
    waiting: waiting.length,
  };
}

function openAgain({ orm }: Context['database'], answered: Id[]): void {
  orm.update(conflicts).set({ state: 'open' }).where(inArray(conflicts.id, answered)).run();
}

/** Rows of a finished session go back to where they were typed, under new ids: the old ones may be known to the server. */
function putBackRows(
  context: Context,
  taken: { record: UndoRecord; undo: RecordUndo }[],
  bootedAt: number,
): void {
  const rows = taken.flatMap(({ undo }) => {
    const fields = 'stood' in undo ? fieldSchemas.activities.safeParse(undo.stood) : null;
    return fields?.success ? [fields.data] : [];
  });
  const [first] = rows;
  if (!first) return;
  const { orm } = context.database;
  const updatedAt = context.now();
  const sessionId = sessionFor(context, first, bootedAt);
  const last = Math.max(
    0,
    ...orm
      .select({ position: drafts.position })
      .from(drafts)
      .where(eq(drafts.sessionId, sessionId))
      .all()
      .map(({ position }) => position),
  );
  for (const [index, fields] of rows.entries()) {
    const cells = toCells(fields);
    const position = last + index + 1;
    orm
      .insert(drafts)
      .values({ id: context.newId(), sessionId, position, origin: 'free', cells, updatedAt })
      .run();
  }
}

/** The session under way if its rows are of the same unit, or if it has none; otherwise the finished one is opened again. */
function sessionFor(context: Context, { unitId, batchId }: ActivityFields, bootedAt: number): Id {
  const { orm } = context.database;
  const open = openSession(context, bootedAt);
  if (open.header.unitId === unitId) return open.id;
  const finished = batchId
    ? orm.select().from(draftSessions).where(eq(draftSessions.id, batchId)).get()
    : undefined;
  const isEmpty = open.rows.every(({ cells }) => Object.keys(cells).length === 0);
  if (isEmpty || !finished) {
    const header: SessionHeader = { ...(finished?.header ?? open.header), unitId };
    orm.update(draftSessions).set({ header }).where(eq(draftSessions.id, open.id)).run();
    return open.id;
  }
  orm
    .update(draftSessions)
    .set({ finishedAt: null, updatedAt: context.now() })
    .where(eq(draftSessions.id, finished.id))
    .run();
  return finished.id;
}
