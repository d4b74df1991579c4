import type { ActivityFields } from '../../shared/contracts/activity';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Json } from '../../shared/contracts/primitives';
import { readRecord } from '../database/records';
import { enqueue } from '../outbox/enqueue';
import { type Context, saving } from './context';
import { changeIntent, deleteIntent } from './intents';
import { noteStep } from './undo-steps';

const entity = 'activities';

/** Changes the fields given of one activity; the values seen before go along, so that the server can compare. */
export function updateActivity(context: Context, id: string, changes: Partial<ActivityFields>): SaveResult {
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
    const intent = changeIntent(context, { entity, recordId: id }, { changes: after, base: before });
    const undo = context.database.write(() => {
      enqueue(context.database, [intent], intent.madeAt);
      return noteStep(context, { entity, operation: 'update', records: [{ recordId: id, before, after }] });
    });
    context.onSaved(['activities', 'outbox']);
    return { kind: 'saved', undo };
  });
}

export function removeActivity(context: Context, id: string): SaveResult {
  return saving(() => {
    const record = readRecord(context.database, entity, id);
    if (!record) return { kind: 'not_found' };
    const intent = deleteIntent(context, { entity, recordId: id }, record);
    const undo = context.database.write(() => {
      enqueue(context.database, [intent], intent.madeAt);
      const records = [{ recordId: id, before: record, after: null }];
      return noteStep(context, { entity, operation: 'delete', records });
    });
    context.onSaved(['activities', 'outbox']);
    return { kind: 'saved', undo };
  });
}
