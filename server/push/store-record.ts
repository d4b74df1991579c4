import type { WritableEntity } from '../../src/shared/contracts/entities';
import { invariant } from '../../src/shared/rules/assert-never';
import type { Sql } from '../database/sql';
import { columnOf, entityTable, recordExpression } from '../records/entity-tables';
import type { Fields } from './decide-mutation';

export type Stored = { record: Fields; revision: number };

/** What names the row to write. */
export type RecordKey = { orgId: string; entity: WritableEntity; recordId: string };

export async function insertRecord(
  sql: Sql,
  key: RecordKey,
  values: Fields,
  userId: string,
): Promise<Stored> {
  const row = { ...columnsOf(values), org_id: key.orgId, id: key.recordId, created_by: userId };
  const columns = Object.keys(row).join(', ');
  return readStored(
    await sql.query(
      `INSERT INTO ${key.entity} AS t (${columns})
       SELECT ${columns} FROM jsonb_populate_record(NULL::${key.entity}, $1::jsonb) ${returning(key)}`,
      [JSON.stringify(row)],
    ),
  );
}

export async function updateRecord(sql: Sql, key: RecordKey, values: Fields): Promise<Stored> {
  const row = columnsOf(values);
  const sets = Object.keys(row).map((column) => `${column} = n.${column}`);
  return readStored(
    await sql.query(
      `UPDATE ${key.entity} t SET ${sets.join(', ')}
       FROM jsonb_populate_record(NULL::${key.entity}, $1::jsonb) n
       WHERE t.org_id = $2 AND t.id = $3 ${returning(key)}`,
      [JSON.stringify(row), key.orgId, key.recordId],
    ),
  );
}

export async function deleteRecord(sql: Sql, key: RecordKey): Promise<number> {
  const stored = await sql.query<{ record: Fields }>(
    `UPDATE ${key.entity} t SET deleted_at = now() WHERE t.org_id = $1 AND t.id = $2 ${returning(key)}`,
    [key.orgId, key.recordId],
  );
  return readStored(stored).revision;
}

function returning(key: RecordKey): string {
  return `RETURNING ${recordExpression(entityTable(key.entity))} AS record`;
}

function readStored(rows: { record: Fields }[]): Stored {
  const [row] = rows;
  invariant(row, 'a write touches one row');
  return { record: row.record, revision: Number(row.record.revision) };
}

/** Only fields of the contract become columns: names never come from the network. */
function columnsOf(values: Fields): Fields {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [columnOf(field), value]));
}
