import { and, eq, inArray } from 'drizzle-orm';
import type { ActivityFields } from '../../shared/contracts/activity';
import { fieldSchemas } from '../../shared/contracts/entities';
import type { Correction, SaveResult } from '../../shared/contracts/ipc';
import { schemaVersion } from '../../shared/contracts/mutations';
import { type OutboxRow, outbox, type Payload } from '../database/schema';
import { offerAgain } from '../outbox/park';
import { showRecords } from '../outbox/show-records';
import { type Context, saving } from './context';
import { activityReferences } from './save-activities';

/**
 * Puts refused changes right where they stand and offers them again, all in one transaction or none: each keeps its
 * record and its place in the queue, and goes under a new id. `refused` when a value cannot be one of its field;
 * `not_found` when one is not parked (any more), or was not refused but only failed.
 */
export function correctParked(context: Context, corrections: readonly Correction[]): SaveResult {
  return saving(() => {
    const { database, now, newId, onSaved } = context;
    return database.write(() => {
      const changesOf = new Map(corrections.map(({ mutationId, changes }) => [mutationId, changes]));
      const rows = database.orm
        .select()
        .from(outbox)
        .where(and(inArray(outbox.id, [...changesOf.keys()]), eq(outbox.state, 'parked')))
        .all();
      if (rows.length !== changesOf.size || !rows.every(wasRefused)) return { kind: 'not_found' } as const;
      const corrected = rows.map((row) => ({ row, payload: correct(row, changesOf.get(row.id) ?? {}) }));
      if (corrected.some(({ payload }) => payload === null))
        return { kind: 'refused', problems: [] } as const;
      for (const { row, payload } of corrected) {
        if (payload) offerAgain(database, row.id, { now: now(), newId, payload });
        showRecords(database, row.entity, [row.recordId]);
      }
      onSaved([...new Set(rows.map(({ entity }) => entity)), 'outbox']);
      return undefined;
    });
  });
}

/** What failed without an answer may be stored after all; another content would then need another record. */
function wasRefused({ operation, problem, schemaVersion: shape }: OutboxRow): boolean {
  return operation !== 'delete' && problem?.code !== 'internal' && shape === schemaVersion;
}

/** Null when it would not be a change of that entity. Only what she changed can be put right. */
function correct({ entity, payload }: OutboxRow, changes: Payload['changes']): Payload | null {
  const isOfIt = Object.keys(changes).every((field) => field in payload.changes);
  if (!isOfIt || !fieldSchemas[entity].partial().safeParse(changes).success) return null;
  const whole = { ...payload.changes, ...changes };
  const references =
    entity === 'activities' ? activityReferences(whole as Partial<ActivityFields>) : payload.references;
  return { ...payload, changes: whole, references };
}
