import { and, eq } from 'drizzle-orm';
import type { WritableEntity } from '../../shared/contracts/entities';
import { type Operation, type Reference, schemaVersion } from '../../shared/contracts/mutations';
import type { Json } from '../../shared/contracts/primitives';
import { mutationsPath } from '../../shared/contracts/sync-api';
import { type AuditAction, appendAudit } from '../audit/append-audit';
import type { Database } from '../database/open-database';
import { readRecord } from '../database/records';
import { outbox, shadows } from '../database/schema';
import { showRecords } from './show-records';

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

/** Well below SQLite's limit of bound values. */
const rowsAStatement = 500;

const audited: Record<Operation, AuditAction> = { create: 'created', update: 'updated', delete: 'deleted' };

/**
 * Saves intents: the outbox row, the audit line, the server's row set aside on the first edit, and the record as
 * its author now sees it, all in one durable transaction. Throws `StorageError` when nothing was kept.
 */
export function enqueue(database: Database, intents: Intent[], now: number): void {
  database.write(() => {
    const rows = intents.map((intent) => outboxRow(intent, setServerRowAside(database, intent)));
    for (let start = 0; start < rows.length; start += rowsAStatement) {
      database.orm
        .insert(outbox)
        .values(rows.slice(start, start + rowsAStatement))
        .run();
    }
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
    for (const [entity, ids] of byEntity(intents)) showRecords(database, entity, ids);
  });
}

function outboxRow(intent: Intent, baseRevision: number | null) {
  const { id, operation, entity, recordId, base, changes, references, madeAt, actor } = intent;
  return {
    id,
    operation,
    entity,
    recordId,
    endpoint: mutationsPath(entity),
    payload: { base, changes, references },
    baseRevision,
    schemaVersion,
    state: 'pending' as const,
    madeAt,
    actor,
  };
}

/** Keeps the server's row the first time a record is edited. Returns the revision the edit is based on, if any. */
function setServerRowAside(database: Database, { operation, entity, recordId }: Intent): number | null {
  if (operation === 'create') return null;
  const where = and(eq(shadows.entity, entity), eq(shadows.recordId, recordId));
  const kept = database.orm.select().from(shadows).where(where).get();
  if (kept) return kept.revision;
  const record = readRecord(database, entity, recordId);
  // A record that was never sent has no server row to keep.
  if (!record || record.revision === 0) return null;
  database.orm.insert(shadows).values({ entity, recordId, revision: record.revision, row: record }).run();
  return record.revision;
}

function byEntity(intents: Intent[]): Map<WritableEntity, string[]> {
  const groups = new Map<WritableEntity, string[]>();
  for (const { entity, recordId } of intents) groups.set(entity, [...(groups.get(entity) ?? []), recordId]);
  return groups;
}
