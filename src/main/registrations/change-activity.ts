import type { ActivityFields } from '../../shared/contracts/activity';
import type { SaveResult } from '../../shared/contracts/ipc';
import { type MirrorRecord, readRecord } from '../database/records';
import { changeOf, type Part, type RecordChange, saveAsOne, updateRecord } from './change-record';
import { type Context, saving } from './context';
import { deleteIntent } from './intents';

const entity = 'activities';

export type ActivityChange = RecordChange<ActivityFields>;

export function updateActivity(context: Context, change: ActivityChange): SaveResult {
  return updateRecord(context, entity, change);
}

function removalOf(context: Context, record: MirrorRecord): Part {
  const recordId = record.id;
  const intent = deleteIntent(context, { entity, recordId }, record);
  return { intent, undo: { recordId, before: record, after: null } };
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
    return { kind: 'saved', undo: saveAsOne(context, { entity, operation: 'delete' }, parts) };
  });
  return { removed: result.kind === 'saved' ? removed : 0, result };
}

/** Gives one registration what it lacks and deletes the other, as one step. `not_found` when either has gone. */
export function foldActivity(
  context: Context,
  { intoId, changes, fromId }: { intoId: string; changes: ActivityChange['changes']; fromId: string },
): SaveResult {
  return saving(() => {
    const into = readRecord(context.database, entity, intoId);
    const from = readRecord(context.database, entity, fromId);
    if (!into || !from) return { kind: 'not_found' };
    const filled = changeOf(context, { entity, record: into }, { changes });
    const parts = [...(filled ? [filled] : []), removalOf(context, from)];
    return { kind: 'saved', undo: saveAsOne(context, { entity, operation: 'delete' }, parts) };
  });
}
