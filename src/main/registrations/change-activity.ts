import type { ActivityFields } from '../../shared/contracts/activity';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Json } from '../../shared/contracts/primitives';
import { readRecord } from '../database/records';
import { enqueue } from '../outbox/enqueue';
import { type Context, saving } from './context';
import { activityReferences } from './save-activities';

/** Changes the fields given of one activity; the values seen before go along, so that the server can compare. */
export function updateActivity(context: Context, id: string, changes: Partial<ActivityFields>): SaveResult {
  return saving(() => {
    const record = readRecord(context.database, 'activities', id);
    if (!record) return { kind: 'not_found' };
    const changed = Object.entries(changes).filter(
      ([field, value]) =>
        value !== undefined && JSON.stringify(record[field] ?? null) !== JSON.stringify(value),
    ) as [string, Json][];
    if (changed.length === 0) return undefined;
    const madeAt = context.now();
    enqueue(
      context.database,
      [
        {
          id: context.newId(),
          operation: 'update',
          entity: 'activities',
          recordId: id,
          changes: Object.fromEntries(changed),
          base: Object.fromEntries(changed.map(([field]) => [field, record[field] ?? null])),
          references: activityReferences(Object.fromEntries(changed) as Partial<ActivityFields>),
          madeAt,
          actor: context.actor(),
        },
      ],
      madeAt,
    );
    context.onSaved(['activities', 'outbox']);
    return undefined;
  });
}

export function removeActivity(context: Context, id: string): SaveResult {
  return saving(() => {
    const record = readRecord(context.database, 'activities', id);
    if (!record) return { kind: 'not_found' };
    const { id: _id, revision: _revision, ...base } = record;
    const madeAt = context.now();
    enqueue(
      context.database,
      [
        {
          id: context.newId(),
          operation: 'delete',
          entity: 'activities',
          recordId: id,
          changes: {},
          base,
          references: [],
          madeAt,
          actor: context.actor(),
        },
      ],
      madeAt,
    );
    context.onSaved(['activities', 'outbox']);
    return undefined;
  });
}
