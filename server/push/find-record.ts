import type { WritableEntity } from '../../src/shared/contracts/entities';
import type { Mutation } from '../../src/shared/contracts/mutations';
import type { Sql } from '../database/sql';
import { columnOf, entityTable, recordExpression } from '../records/entity-tables';
import type { Scope } from './check-rules';
import type { Existing, Fields } from './decide-mutation';

export type Found =
  | { kind: 'missing' }
  | { kind: 'out_of_scope' }
  | { kind: 'found'; deleted: boolean; revision: number; record: Fields };

type Row = { unit_id: string; deleted: boolean; revision: string | number; record: Fields };

/** Reads a record and keeps it from changing until the transaction ends. */
export async function findRecord(
  sql: Sql,
  orgId: string,
  entity: WritableEntity,
  recordId: string,
  scope: Scope,
): Promise<Found> {
  const table = entityTable(entity);
  const select = `SELECT t.unit_id::text, t.deleted_at IS NOT NULL AS deleted, t.revision,
    ${recordExpression(table)} AS record FROM ${entity} t WHERE t.org_id = $1 AND t.id = $2`;
  const [seen] = await sql.query<Row>(select, [orgId, recordId]);
  if (!seen) return { kind: 'missing' };
  if (!inScope(seen, scope)) return { kind: 'out_of_scope' };
  // The policies show a row for update only inside the caller's units, so it may vanish between the two.
  const [row] = await sql.query<Row>(`${select} FOR UPDATE`, [orgId, recordId]);
  if (!row || !inScope(row, scope)) return { kind: 'out_of_scope' };
  return { kind: 'found', deleted: row.deleted, revision: Number(row.revision), record: row.record };
}

function inScope(row: Row, scope: Scope): boolean {
  return scope === 'all' || scope.includes(row.unit_id);
}

/** A revision that this record has not reached is of a history that was lost: it says nothing about this one. */
export function knownRevision(
  { baseRevision }: Mutation,
  found: Exclude<Found, { kind: 'out_of_scope' }>,
): number {
  const known = baseRevision ?? 0;
  return found.kind === 'found' && known > found.revision ? 0 : known;
}

export type Change = { revision: number; device: string | null; by: string | null; columns: string[] };

/** Who changed which columns of a record after a revision, newest first. */
export async function findChanges(
  sql: Sql,
  orgId: string,
  entity: WritableEntity,
  recordId: string,
  afterRevision: number,
): Promise<Change[]> {
  const rows = await sql.query<{ change: Change }>(
    `SELECT json_build_object('revision', a.revision, 'device', a.device_id, 'by', u.name, 'columns', a.columns) AS change
     FROM audit_log a LEFT JOIN users u ON u.org_id = $1 AND u.id = a.actor
     WHERE a.org_id = $1 AND a.entity = $2 AND a.record_id = $3 AND a.revision > $4
     ORDER BY a.revision DESC`,
    [orgId, entity, recordId, afterRevision],
  );
  return rows.map((row) => row.change);
}

/** The record as the decision needs it. A device's own earlier changes are known to it: they came in order. */
export function asExisting(
  found: Exclude<Found, { kind: 'out_of_scope' }>,
  changes: readonly Change[],
  deviceId: string,
): Existing {
  if (found.kind === 'missing') return { kind: 'missing' };
  if (found.deleted) return { kind: 'deleted' };
  const columns = new Set(
    changes.filter((change) => change.device !== deviceId).flatMap((change) => change.columns),
  );
  const fields = Object.keys(found.record).filter((field) => columns.has(columnOf(field)));
  return { kind: 'present', values: found.record, changedByOthers: new Set(fields) };
}
