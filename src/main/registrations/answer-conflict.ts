import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { fieldSchemas } from '../../shared/contracts/entities';
import type { ConflictAnswer, SaveResult } from '../../shared/contracts/ipc';
import type { Json } from '../../shared/contracts/primitives';
import { appendAudit } from '../audit/append-audit';
import { readRecord } from '../database/records';
import { conflicts, type UndoRecord } from '../database/schema';
import { enqueue, type Intent } from '../outbox/enqueue';
import { newestMutation } from '../outbox/withdraw';
import { type Context, saving } from './context';
import { idAfter } from './id-after';
import { changeIntent, createIntent, deleteIntent } from './intents';
import { noteStep } from './undo-steps';

type Conflict = typeof conflicts.$inferSelect;
type Answered = { conflict: Conflict; choice: ConflictAnswer['choice'] };
type Fields = Record<string, Json>;
/** What an answer comes to: the change to make, if any, and how to take it back. */
type Change = { intent: Intent; undo: UndoRecord };

/**
 * Takes her word on conflicts, in one transaction: what stands stays, or what is to stand instead goes out as a new
 * change on it, one for each record however many field groups it was asked in. A record that was deleted there is made
 * anew, whole and under a new id, because the old one stays deleted for everybody. `undo` of the answer opens the
 * conflicts again; there is none when the answers do not make one step.
 */
export function resolveConflicts(context: Context, answers: readonly ConflictAnswer[]): SaveResult {
  return saving(() => {
    const { database } = context;
    return database.write(() => {
      const answered = openOnes(context, answers);
      if (!answered) return { kind: 'not_found' } as const;
      if (!answered.every(isWellFormed)) return { kind: 'refused', problems: [] } as const;
      const groups = byRecord(answered).map((group) => ({ group, change: changeFor(context, group) }));
      if (groups.some(({ change }) => change === 'gone')) return { kind: 'not_found' } as const;
      const steps = new Map<string, { group: Answered[]; change: Change | null }[]>();
      for (const { group, change } of groups) {
        if (change === 'gone') continue;
        const [{ conflict }] = group as [Answered];
        const kind = `${conflict.entity} ${change?.intent.operation ?? 'update'}`;
        steps.set(kind, [...(steps.get(kind) ?? []), { group, change }]);
      }
      const undos = [...steps.values()].map((parts) => takeStep(context, parts));
      const entities = [...new Set(answered.map(({ conflict }) => conflict.entity))];
      context.onSaved([...entities, 'outbox', 'conflicts']);
      const [undo, ...more] = undos;
      return undo && more.length === 0 ? ({ kind: 'saved', undo } as const) : undefined;
    });
  });
}

/** The conflicts with their answers, oldest first; null when one of them is not open (any more). */
function openOnes({ database }: Context, answers: readonly ConflictAnswer[]): Answered[] | null {
  const choices = new Map(answers.map(({ id, choice }) => [id, choice]));
  const rows = database.orm
    .select()
    .from(conflicts)
    .where(and(inArray(conflicts.id, [...choices.keys()]), eq(conflicts.state, 'open')))
    .orderBy(asc(conflicts.at))
    .all();
  if (rows.length !== choices.size) return null;
  return rows.map((conflict) => ({
    conflict,
    choice: choices.get(conflict.id) as ConflictAnswer['choice'],
  }));
}

/** New values may be only of the fields that she was asked about. */
function isWellFormed({ conflict, choice }: Answered): boolean {
  if (choice.kind !== 'values') return true;
  const asked = { ...conflict.base, ...conflict.mine };
  return (
    Object.keys(choice.values).every((field) => field in asked) &&
    fieldSchemas[conflict.entity].partial().safeParse(choice.values).success
  );
}

/** What was lost of one record is answered by one change; a delete of hers that lost is a matter of its own. */
function byRecord(answered: Answered[]): Answered[][] {
  const groups = new Map<string, Answered[]>();
  for (const each of answered) {
    const { entity, recordId, theirs } = each.conflict;
    const key = [entity, recordId, theirs === null, deletes(each.conflict)].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

/** Null when what stands is what she wants. */
function changeFor(context: Context, group: Answered[]): Change | null | 'gone' {
  const wanted = group.filter(({ choice }) => choice.kind !== 'theirs');
  const [first] = wanted;
  if (!first) return null;
  const { entity, recordId, theirs, gone } = first.conflict;
  const values: Fields = Object.assign({}, ...wanted.map(valuesOf));
  if (theirs === null) return makeAnew(context, { entity, recordId }, { values, gone });
  return deletes(first.conflict)
    ? deleteStanding(context, { entity, recordId })
    : changeStanding(context, { entity, recordId }, values);
}

function valuesOf({ conflict, choice }: Answered): Fields {
  return choice.kind === 'values' ? choice.values : conflict.mine;
}

/** A delete that lost wrote no values of its own. */
function deletes({ mine }: Conflict): boolean {
  return Object.keys(mine).length === 0;
}

type Target = Pick<Conflict, 'entity' | 'recordId'>;

/** `gone` when the record has gone meanwhile: the journal keeps what she wrote. */
function changeStanding(context: Context, target: Target, values: Fields): Change | null | 'gone' {
  const stands = readRecord(context.database, target.entity, target.recordId);
  if (!stands) return 'gone';
  const differs = Object.keys(values).filter(
    (field) => JSON.stringify(stands[field] ?? null) !== JSON.stringify(values[field]),
  );
  if (differs.length === 0) return null;
  const before = pick(stands, differs);
  const after = pick(values, differs);
  const intent = changeIntent(context, target, { changes: after, base: before });
  return { intent, undo: { recordId: target.recordId, before, after } };
}

function deleteStanding(context: Context, target: Target): Change | 'gone' {
  const stands = readRecord(context.database, target.entity, target.recordId);
  if (!stands) return 'gone';
  const intent = deleteIntent(context, target, stands);
  return { intent, undo: { recordId: target.recordId, before: stands, after: null } };
}

/** What was made anew already, on another computer of hers perhaps, is changed instead. */
function makeAnew(
  context: Context,
  { entity, recordId }: Target,
  { values, gone }: { values: Fields; gone: Fields | null },
): Change | null | 'gone' {
  const { database } = context;
  let target: Target = { entity, recordId: idAfter(recordId) };
  // Made anew once and deleted again, because that was undone: a deleted id stays deleted.
  while (!readRecord(database, entity, target.recordId) && wasMade(context, target))
    target = { entity, recordId: idAfter(target.recordId) };
  if (readRecord(database, entity, target.recordId)) return changeStanding(context, target, values);
  const intent = createIntent(context, target, { ...gone, ...values });
  if (!intent) return 'gone';
  return { intent, undo: { recordId: target.recordId, before: null, after: intent.changes } };
}

function wasMade({ database }: Context, { entity, recordId }: Target): boolean {
  const row = newestMutation(database, entity, recordId);
  return row !== undefined && row.outcome !== 'withdrawn';
}

/** Writes the answers of records that are alike, and notes how to take them back as one. */
function takeStep(context: Context, parts: { group: Answered[]; change: Change | null }[]): string {
  const { database, now, actor } = context;
  const changes = parts.flatMap(({ change }) => (change ? [change] : []));
  const intents = changes.map(({ intent }) => intent);
  if (intents.length > 0) enqueue(database, intents, now());
  appendAudit(
    database,
    intents.map(({ entity, recordId, changes: values }) => {
      const fields = Object.keys(values);
      return { at: now(), actor: actor(), action: 'applied_again' as const, entity, recordId, fields };
    }),
  );
  const answers = parts.flatMap(({ group, change }) => group.flatMap((each) => close(context, each, change)));
  const [{ conflict }] = parts.flatMap(({ group }) => group) as [Answered];
  const operation = intents[0]?.operation ?? 'update';
  const records = changes.map(({ undo }) => undo);
  return noteStep(context, { entity: conflict.entity, operation, records, answers });
}

/** Ends the question. Answers the ids of all that is ended by it. */
function close({ database }: Context, { conflict, choice }: Answered, change: Change | null): string[] {
  const isKept = choice.kind === 'theirs' || change === null;
  const closed = database.orm
    .update(conflicts)
    .set({ state: isKept ? 'accepted' : 'applied_again' })
    .where(isKept ? stillOpen(eq(conflicts.id, conflict.id)) : answeredBy(conflict))
    .returning({ id: conflicts.id })
    .all();
  return closed.map(({ id }) => id);
}

/** A record is made anew once, and deleted once, however many groups of it and however many edits were lost. */
function answeredBy(conflict: Conflict): SQL | undefined {
  if (conflict.theirs === null)
    return stillOpen(and(eq(conflicts.recordId, conflict.recordId), isNull(conflicts.theirs)));
  return stillOpen(
    deletes(conflict) ? eq(conflicts.mutationId, conflict.mutationId) : eq(conflicts.id, conflict.id),
  );
}

function stillOpen(which: SQL | undefined): SQL | undefined {
  return and(eq(conflicts.state, 'open'), which);
}

function pick(values: Fields, fields: string[]): Fields {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
}
