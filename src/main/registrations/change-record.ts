import type { WritableEntity } from '../../shared/contracts/entities';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Json } from '../../shared/contracts/primitives';
import { type MirrorRecord, readRecord } from '../database/records';
import type { UndoRecord } from '../database/schema';
import { enqueue, type Intent } from '../outbox/enqueue';
import { type Context, saving } from './context';
import { changeIntent } from './intents';
import { noteStep } from './undo-steps';

type SomeFields<Fields> = { [Field in keyof Fields]?: Fields[Field] | undefined };
export type RecordChange<Fields> = {
  id: string;
  changes: SomeFields<Fields>;
  /** What stood in the fields when she began; a change that came in meanwhile is then not written over. */
  seen?: SomeFields<Fields> | undefined;
};

/** One of the changes that a step is made of, and what it takes to undo it. */
export type Part = { intent: Intent; undo: UndoRecord };

/** Changes the fields given of one record; the values seen before go along, so that the server can compare. */
export function updateRecord<Fields>(
  context: Context,
  entity: WritableEntity,
  { id, changes, seen = {} }: RecordChange<Fields>,
): SaveResult {
  return saving(() => {
    const record = readRecord(context.database, entity, id);
    if (!record) return { kind: 'not_found' };
    const change = changeOf(context, { entity, record }, { changes, seen });
    if (!change) return undefined;
    return { kind: 'saved', undo: saveAsOne(context, { entity, operation: 'update' }, [change]) };
  });
}

/** Null when all of it stands already. */
export function changeOf<Fields>(
  context: Context,
  { entity, record }: { entity: WritableEntity; record: MirrorRecord },
  { changes, seen = {} }: Pick<RecordChange<Fields>, 'changes' | 'seen'>,
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

/** In one transaction: a crash leaves all as it was. Returns the id of the step that takes all of it back. */
export function saveAsOne(
  context: Context,
  { entity, operation }: { entity: WritableEntity; operation: 'update' | 'delete' },
  parts: readonly Part[],
): string {
  const { database } = context;
  const undo = database.write(() => {
    enqueue(
      database,
      parts.map(({ intent }) => intent),
      context.now(),
    );
    return noteStep(context, { entity, operation, records: parts.map((part) => part.undo) });
  });
  context.onSaved([entity, 'outbox']);
  return undo;
}

function pickFields(values: Record<string, Json>, changed: [string, Json][]): Record<string, Json> {
  return Object.fromEntries(
    changed.flatMap(([field]) => (values[field] === undefined ? [] : [[field, values[field]]])),
  );
}
