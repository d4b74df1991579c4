import type { WritableEntity } from '../../shared/contracts/entities';
import { type Operation, type Reference, schemaVersion } from '../../shared/contracts/mutations';
import type { Json } from '../../shared/contracts/primitives';
import { mutationsPath } from '../../shared/contracts/sync-api';
import { type AuditAction, appendAudit } from '../audit/append-audit';
import type { Database } from '../database/open-database';
import { readRecord } from '../database/records';
import { coalesceIntent } from './coalesce-intent';
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
      const baseRevision = setServerRowAside(database, intent);
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

/** Keeps the server's row the first time a record is edited. Returns the revision the edit is based on, if any. */
function setServerRowAside(database: Database, { operation, entity, recordId }: Intent): number | null {
  if (operation === 'create') return null;
  const kept = database
    .prepare('SELECT revision FROM shadows WHERE entity = ? AND record_id = ?')
    .get(entity, recordId) as { revision: number } | undefined;
  if (kept) return kept.revision;
  const record = readRecord(database, entity, recordId);
  // A record that was never sent has no server row to keep.
  if (!record || record.revision === 0) return null;
  database
    .prepare(
      `INSERT INTO shadows (entity, record_id, revision, row, snapshot) SELECT ?, id, revision, ?, snapshot FROM ${entity} WHERE id = ?`,
    )
    .run(entity, JSON.stringify(record), recordId);
  return record.revision;
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
