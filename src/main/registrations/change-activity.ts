import type { ActivityFields } from '../../shared/contracts/activity';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Json } from '../../shared/contracts/primitives';
import { type MirrorRecord, readRecord } from '../database/records';
import type { UndoRecord } from '../database/schema';
import { enqueue, type Intent } from '../outbox/enqueue';
import { type Context, saving } from './context';
import { changeIntent, deleteIntent } from './intents';
import { noteStep } from './undo-steps';

const entity = 'activities';

type SomeFields = { [Field in keyof ActivityFields]?: ActivityFields[Field] | undefined };
export type ActivityChange = {
  id: string;
  changes: SomeFields;
  /** What stood in the fields when she began; a change that came in meanwhile is then not written over. */
  seen?: SomeFields | undefined;
};

/** Changes the fields given of one activity; the values seen before go along, so that the server can compare. */
export function updateActivity(context: Context, { id, changes, seen = {} }: ActivityChange): SaveResult {
  return saving(() => {
    const record = readRecord(context.database, entity, id);
    if (!record) return { kind: 'not_found' };
    const change = changeOf(context, record, { changes, seen });
    if (!change) return undefined;
    return { kind: 'saved', undo: saveAsOne(context, 'update', [change]) };
  });
}

/** One of the changes that a step is made of, and what it takes to undo it. */
type Part = { intent: Intent; undo: UndoRecord };

/** Null when all of it stands already. */
function changeOf(
  context: Context,
  record: MirrorRecord,
  { changes, seen = {} }: Pick<ActivityChange, 'changes' | 'seen'>,
): Part | null {
  const changed = Object.entries(changes).filter(
    ([field, value]) =>
      value !== undefined && JSON.stringify(record[field] ?? null) !== JSON.stringify(value),
  ) as [string, Json][];
  if (changed.length === 0) return null;
  const recordId = record.id;
  const before = Object.fromEntries(changed.map(([field]) => [field, record[field] ?? null]));
  const after = Object.fromEntries(changed);
  const base = { ...before, ...pickFields(seen as Record<string, Json>, changed) };
  const intent = changeIntent(context, { entity, recordId }, { changes: after, base });
  return { intent, undo: { recordId, before, after } };
}

function removalOf(context: Context, record: MirrorRecord): Part {
  const recordId = record.id;
  const intent = deleteIntent(context, { entity, recordId }, record);
  return { intent, undo: { recordId, before: record, after: null } };
}

/** In one transaction: a crash leaves all as it was. Returns the id of the step that takes all of it back. */
function saveAsOne(context: Context, operation: 'update' | 'delete', parts: readonly Part[]): string {
  const { database } = context;
  const undo = database.write(() => {
    enqueue(
      database,
      parts.map(({ intent }) => intent),
      context.now(),
    );
    return noteStep(context, { entity, operation, records: parts.map((part) => part.undo) });
  });
  context.onSaved(['activities', 'outbox']);
  return undo;
}

function pickFields(values: Record<string, Json>, changed: [string, Json][]): Record<string, Json> {
  return Object.fromEntries(
    changed.flatMap(([field]) => (values[field] === undefined ? [] : [[field, values[field]]])),
  );
}

export function removeActivity(context: Context, id: string): SaveResult {
  const { removed, result } = removeActivities(context, [id]);
  return result.kind === 'saved' && removed === 0 ? { kind: 'not_found' } : result;
}

/** Deletes as one step, in one transaction. Answers how many; what has gone meanwhile is not counted. */
export function removeActivities(context: Context, ids: string[]): { removed: number; result: SaveResult } {
  let removed = 0;
  const result = saving(() => {
    const standing = [...new Set(ids)].flatMap((id) => readRecord(context.database, entity, id) ?? []);
    removed = standing.length;
    if (removed === 0) return undefined;
    const parts = standing.map((record) => removalOf(context, record));
    return { kind: 'saved', undo: saveAsOne(context, 'delete', parts) };
  });
  return { removed: result.kind === 'saved' ? removed : 0, result };
}

/** Gives one registration what it lacks and deletes the other, as one step. `not_found` when either has gone. */
export function foldActivity(
  context: Context,
  { intoId, changes, fromId }: { intoId: string; changes: SomeFields; fromId: string },
): SaveResult {
  return saving(() => {
    const into = readRecord(context.database, entity, intoId);
    const from = readRecord(context.database, entity, fromId);
    if (!into || !from) return { kind: 'not_found' };
    const filled = changeOf(context, into, { changes });
    const parts = [...(filled ? [filled] : []), removalOf(context, from)];
    return { kind: 'saved', undo: saveAsOne(context, 'delete', parts) };
  });
}
