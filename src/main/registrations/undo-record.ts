import { fieldGroups, type WritableEntity } from '../../shared/contracts/entities';
import type { Json } from '../../shared/contracts/primitives';
import { assertNever } from '../../shared/rules/assert-never';
import { type MirrorRecord, readRecord } from '../database/records';
import type { OutboxRow, UndoRecord } from '../database/schema';
import { enqueue } from '../outbox/enqueue';
import { closeParked } from '../outbox/park';
import { showRecords } from '../outbox/show-records';
import { newestMutation, wasNeverClaimed, withdraw } from '../outbox/withdraw';
import type { Context } from './context';
import { changeIntent, createIntent, deleteIntent } from './intents';
import { operationOn, type UndoStep } from './undo-steps';

/**
 * What became of one record of a step. `undone`: as before, the fields named. `partly`: only where nobody has changed
 * it since. `kept`: somebody has, everywhere. `waiting`: the server has not said yet whether the step took place.
 */
export type RecordUndo =
  | { kind: 'undone' | 'partly'; fields: string[]; stood: MirrorRecord | null }
  | { kind: 'kept' }
  | { kind: 'waiting' };

type Fields = Record<string, Json>;
const kept: RecordUndo = { kind: 'kept' };

/** Takes one record of a step back. Call inside `database.write`. */
export function undoRecord(context: Context, { entity }: UndoStep, record: UndoRecord): RecordUndo {
  const { recordId, before, after } = record;
  const target = { entity, recordId };
  const operation = operationOn(record);
  switch (operation) {
    case 'create':
      return undoCreate(context, target);
    case 'update':
      return before && after ? undoUpdate(context, target, { before, after }) : kept;
    case 'delete':
      return before ? undoDelete(context, target, before) : kept;
    default:
      return assertNever(operation);
  }
}

type Target = { entity: WritableEntity; recordId: string };

/** Deletes what was made, unless somebody has changed it since; what was never sent simply goes. */
function undoCreate(context: Context, target: Target): RecordUndo {
  const { database, now } = context;
  const { entity, recordId } = target;
  const stood = readRecord(database, entity, recordId);
  const row = newestMutation(database, entity, recordId);
  if (!stood || row?.operation !== 'create' || differs(stood, row.payload.changes)) return kept;
  const fields = Object.keys(row.payload.changes);
  if (row.state === 'parked') {
    closeParked(database, row.id, 'discarded', now());
    showRecords(database, entity, [recordId]);
  } else if (wasNeverClaimed(row)) takeBack(context, row);
  else enqueue(database, [deleteIntent(context, target, stood)], now());
  return { kind: 'undone', fields, stood };
}

/** Puts the earlier values back, group by group, where what she wrote still stands. */
function undoUpdate(
  context: Context,
  target: Target,
  { before, after }: { before: Fields; after: Fields },
): RecordUndo {
  const { database, now } = context;
  const { entity, recordId } = target;
  const stood = readRecord(database, entity, recordId);
  if (!stood) return kept;
  const groups = Object.values(fieldGroups[entity])
    .map((group) => group.filter((field) => field in after))
    .filter((group) => group.length > 0);
  const mine = groups.filter((group) => !differs(stood, pick(after, group)));
  if (mine.length === 0) return kept;
  const fields = mine.flat();
  const row = newestMutation(database, entity, recordId);
  if (row && row.state === 'parked' && row.operation !== 'delete')
    putRight(context, row, pick(before, fields));
  else if (row && isOnly(row, pick(before, fields))) takeBack(context, row);
  else {
    const back = { changes: pick(before, fields), base: pick(stood, fields) };
    enqueue(database, [changeIntent(context, target, back)], now());
    withdrawEmpty(context, target);
  }
  return { kind: mine.length === groups.length ? 'undone' : 'partly', fields, stood };
}

/** Whether a change waits that says no more than what is to go back. */
function isOnly(row: OutboxRow, back: Fields): boolean {
  const { base, changes } = row.payload;
  const fields = Object.keys(changes);
  if (row.operation !== 'update' || !wasNeverClaimed(row)) return false;
  return (
    fields.length === Object.keys(back).length && fields.every((field) => same(base[field], back[field]))
  );
}

function takeBack({ database, now }: Context, { id, entity, recordId }: OutboxRow): void {
  withdraw(database, id, now());
  showRecords(database, entity, [recordId]);
}

/** A refused change is given up; what else it held is offered anew. */
function putRight(context: Context, row: OutboxRow, back: Fields): void {
  const { database, now } = context;
  const { entity, recordId, payload } = row;
  closeParked(database, row.id, 'discarded', now());
  showRecords(database, entity, [recordId]);
  if (row.operation === 'create') {
    const anew = createIntent(context, { entity, recordId }, { ...payload.changes, ...back });
    if (anew) enqueue(database, [anew], now());
    return;
  }
  const rest = Object.keys(payload.changes).filter((field) => !(field in back));
  const fields = { changes: pick(payload.changes, rest), base: pick(payload.base, rest) };
  if (rest.length > 0) enqueue(database, [changeIntent(context, { entity, recordId }, fields)], now());
}

/** A queued change that has become no change, because it was joined with its undoing, need not be sent. */
function withdrawEmpty(context: Context, { entity, recordId }: Target): void {
  const row = newestMutation(context.database, entity, recordId);
  if (row?.operation !== 'update' || !wasNeverClaimed(row)) return;
  if (!differs(row.payload.base, row.payload.changes)) takeBack(context, row);
}

/** Brings a deleted record back: by taking the delete back, or, once the server has deleted it, as a new record. */
function undoDelete(context: Context, target: Target, before: Fields): RecordUndo {
  const { database, now } = context;
  const { entity, recordId } = target;
  const row = newestMutation(database, entity, recordId);
  const undone: RecordUndo = { kind: 'undone', fields: [], stood: null };
  if (!row || readRecord(database, entity, recordId)) return kept;
  if (row.operation === 'delete' && (wasNeverClaimed(row) || row.state === 'parked')) {
    if (row.state === 'parked') {
      closeParked(database, row.id, 'discarded', now());
      showRecords(database, entity, [recordId]);
    } else takeBack(context, row);
    return bringBackEdits(context, target, { before, seen: row.payload.base }) ? undone : kept;
  }
  // Made anew before the server has answered, it would stand twice if somebody else's edit saved the old one.
  if (row.state === 'pending' || row.state === 'in_flight') return { kind: 'waiting' };
  const neverSent = row.outcome === 'withdrawn' && before.revision === 0;
  const id = neverSent ? recordId : context.newId();
  const anew = createIntent(context, { entity, recordId: id }, before);
  if (!anew) return kept;
  enqueue(database, [anew], now());
  return undone;
}

/** Edits that were joined with the delete and are not sent either. False when the record is gone all the same. */
function bringBackEdits(
  context: Context,
  target: Target,
  { before, seen }: { before: Fields; seen: Fields },
): boolean {
  const { database, now } = context;
  const stood = readRecord(database, target.entity, target.recordId);
  if (!stood) return false;
  const touchable = Object.values(fieldGroups[target.entity]).flat();
  const edited = touchable.filter(
    (field) => field in seen && !same(seen[field], before[field]) && !same(stood[field], before[field]),
  );
  const fields = { changes: pick(before, edited), base: pick(seen, edited) };
  if (edited.length > 0) enqueue(database, [changeIntent(context, target, fields)], now());
  return true;
}

function differs(stands: Fields, values: Fields): boolean {
  return Object.keys(values).some((field) => !same(stands[field], values[field]));
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function pick(values: Fields, fields: string[]): Fields {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
}
