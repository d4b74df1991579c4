import { and, desc, eq } from 'drizzle-orm';
import type { WritableEntity } from '../../shared/contracts/entities';
import type { HistoryLine, RecordHistory } from '../../shared/contracts/history';
import type { Json } from '../../shared/contracts/primitives';
import type { Person } from '../../shared/contracts/sync-api';
import { auditLog, outbox, type UndoRecord } from '../database/schema';
import type { Context } from './context';
import { readSent } from './find-sent';
import { listConflicts } from './list-conflicts';
import { operationOn } from './undo-steps';

type Fields = Record<string, Json>;
/** What one save wrote, where something still holds its values. */
type Save = { operation: string; at: number; before: Fields; after: Fields };

/** A step is noted in the transaction of its save, by a clock that may have gone on a little. */
const sameSaveMs = 5000;
const actionOf: Record<string, string> = { create: 'created', update: 'updated', delete: 'deleted' };
/** The newest of a record that was worked on for years. */
const mostLines = 200;

/** What was done with a record here: from the trail, with the values that outbox and undo still know. */
export function readHistory(
  context: Context,
  { entity, id }: { entity: WritableEntity; id: string },
  person: Pick<Person, 'id' | 'name'>,
): RecordHistory {
  const { database } = context;
  const rows = database.orm
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.recordId, id), eq(auditLog.entity, entity)))
    .orderBy(desc(auditLog.number))
    .limit(mostLines)
    .all();
  const isSent = readSent(database, id);
  const saves = [...savesInOutbox(context, id), ...savesToUndo(context, id)];
  return {
    lines: rows.map(({ number, at, actor, action, fields }) => ({
      number,
      at,
      who: actor === person.id ? person.name : null,
      action,
      fields,
      sent: isSent({ number, at, action, entity, recordId: id }),
      changes: changesOf({ at, action, fields }, saves),
    })),
    open: listConflicts(context).filter((conflict) => conflict.recordId === id),
  };
}

function savesInOutbox({ database }: Context, id: string): Save[] {
  const rows = database.orm.select().from(outbox).where(eq(outbox.recordId, id)).all();
  return rows.map(({ operation, madeAt, payload }) => ({
    operation,
    at: madeAt,
    before: payload.base,
    after: payload.changes,
  }));
}

function savesToUndo({ database }: Context, id: string): Save[] {
  const rows = database
    .prepare(
      `SELECT s.at, r.value AS record FROM undo_steps s, json_each(s.records) r
       WHERE instr(s.records, @id) > 0 AND r.value ->> 'recordId' = @id`,
    )
    .all({ id }) as { at: number; record: string }[];
  return rows.map(({ at, record }) => {
    const undo = JSON.parse(record) as UndoRecord;
    const { before, after } = undo;
    return { operation: operationOn(undo), at, before: before ?? {}, after: after ?? {} };
  });
}

/** Fields of a new or deleted record are all of it, which stands on the page already. */
function changesOf(
  { at, action, fields }: Pick<HistoryLine, 'at' | 'action' | 'fields'>,
  saves: readonly Save[],
): HistoryLine['changes'] {
  if (action !== 'updated') return [];
  const wrote = saves.filter(
    (save) =>
      actionOf[save.operation] === action &&
      save.at >= at &&
      save.at < at + sameSaveMs &&
      fields.every((field) => field in save.after),
  );
  const [nearest] = wrote.sort((one, other) => one.at - other.at);
  if (!nearest) return [];
  return fields.map((field) => ({
    field,
    before: nearest.before[field] ?? null,
    after: nearest.after[field] ?? null,
  }));
}
