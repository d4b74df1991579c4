import type { ActivityFields } from '../../shared/contracts/activity';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Json } from '../../shared/contracts/primitives';
import { readRecord } from '../database/records';
import { enqueue } from '../outbox/enqueue';
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
    const changed = Object.entries(changes).filter(
      ([field, value]) =>
        value !== undefined && JSON.stringify(record[field] ?? null) !== JSON.stringify(value),
    ) as [string, Json][];
    if (changed.length === 0) return undefined;
    const before = Object.fromEntries(changed.map(([field]) => [field, record[field] ?? null]));
    const after = Object.fromEntries(changed);
    const base = { ...before, ...pickFields(seen as Record<string, Json>, changed) };
    const intent = changeIntent(context, { entity, recordId: id }, { changes: after, base });
    const undo = context.database.write(() => {
      enqueue(context.database, [intent], intent.madeAt);
      return noteStep(context, { entity, operation: 'update', records: [{ recordId: id, before, after }] });
    });
    context.onSaved(['activities', 'outbox']);
    return { kind: 'saved', undo };
  });
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
    const { database } = context;
    const undo = database.write(() => {
      const standing = [...new Set(ids)].flatMap((id) => readRecord(database, entity, id) ?? []);
      removed = standing.length;
      if (removed === 0) return undefined;
      const intents = standing.map((record) =>
        deleteIntent(context, { entity, recordId: record.id }, record),
      );
      enqueue(database, intents, context.now());
      const records = standing.map((record) => ({ recordId: record.id, before: record, after: null }));
      return noteStep(context, { entity, operation: 'delete', records });
    });
    if (!undo) return undefined;
    context.onSaved(['activities', 'outbox']);
    return { kind: 'saved', undo };
  });
  return { removed: result.kind === 'saved' ? removed : 0, result };
}
