import type { WritableEntity } from '../../shared/contracts/entities';
import { type Operation, type Reference, schemaVersion } from '../../shared/contracts/mutations';
import type { Json } from '../../shared/contracts/primitives';
import { mutationsPath } from '../../shared/contracts/sync-api';
import { type AuditAction, appendAudit } from '../audit/append-audit';
import type { Database } from '../database/open-database';
import { coalesceIntent } from './coalesce-intent';
import { keepServerRow } from './keep-server-row';
import { showNewRecords, showRecords } from './show-records';

/** One intent, with its id and time fixed when the form opened. */
export type Intent = {
  /** The mutation's id: its idempotency key. */
  id: string;
  operation: Operation;
  entity: WritableEntity;
  recordId: string;
  changes: Record<string, Json>;
  /** The values the person saw, for each field in `changes`. */
  base: Record<string, Json>;
  references: Reference[];
  madeAt: number;
  actor: string;
};

const audited: Record<Operation, AuditAction> = { create: 'created', update: 'updated', delete: 'deleted' };

/**
 * Saves intents: the outbox row, the audit line, the server's row set aside on the first edit, and the record as
 * its author now sees it, all in one durable transaction. An edit of what was never claimed for sending becomes one
 * with it. Throws `StorageError` when nothing was kept.
 */
export function enqueue(database: Database, intents: Intent[], now: number): void {
  database.write(() => {
    let apart: Based[] = [];
    for (const intent of intents) {
      const { operation, entity, recordId } = intent;
      const baseRevision = operation === 'create' ? null : keepServerRow(database, entity, recordId);
      // What joins another has to see all that was made before it.
      if (intent.operation !== 'create') apart = insert(database, apart);
      if (!coalesceIntent(database, intent, { baseRevision, now })) apart.push({ intent, baseRevision });
    }
    insert(database, apart);
    appendAudit(
      database,
      intents.map(({ actor, operation, entity, recordId, changes }) => ({
        at: now,
        actor,
        action: audited[operation],
        entity,
        recordId,
        fields: Object.keys(changes),
      })),
    );
    const edited = new Set(intents.filter(({ operation }) => operation !== 'create').map(recordIdOf));
    for (const [entity, group] of byEntity(intents)) {
      const untouched = group.filter(({ recordId }) => !edited.has(recordId));
      showNewRecords(database, entity, untouched);
      showRecords(
        database,
        entity,
        group.map(recordIdOf).filter((id) => edited.has(id)),
      );
    }
  });
}

type Based = { intent: Intent; baseRevision: number | null };

/** In the order given, by one statement: a trigger fired by 500 statements costs as much as the rows. Leaves none to insert. */
function insert(database: Database, apart: Based[]): [] {
  if (apart.length === 0) return [];
  const rows = apart.map(({ intent, baseRevision }) => {
    const { id, operation, entity, recordId, base, changes, references, madeAt, actor } = intent;
    const payload = JSON.stringify({ base, changes, references });
    return [id, operation, entity, recordId, mutationsPath(entity), payload, baseRevision, madeAt, actor];
  });
  database
    .prepare(
      `INSERT INTO outbox (id, operation, entity, record_id, endpoint, payload, base_revision, made_at, actor, schema_version, state)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
              ${schemaVersion}, 'pending' FROM jsonb_each(?)`,
    )
    .run(JSON.stringify(rows));
  return [];
}

function recordIdOf({ recordId }: Intent): string {
  return recordId;
}

function byEntity(intents: Intent[]): Map<WritableEntity, Intent[]> {
  const groups = new Map<WritableEntity, Intent[]>();
  for (const intent of intents) {
    const group = groups.get(intent.entity);
    if (group) group.push(intent);
    else groups.set(intent.entity, [intent]);
  }
  return groups;
}
