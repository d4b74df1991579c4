import { type EntityName, entityNames } from '../../src/shared/contracts/entities';
import type { Sql } from '../database/sql';
import { entityTable, rowExpression, scopeCondition } from '../records/entity-tables';
import type { Place } from './cursor';
import type { Page, RowsText } from './page';

export type Reader = { sql: Sql; orgId: string /** Null: all units. */; units: readonly string[] | null };

type Snapshot = Extract<Place, { mode: 'snapshot' }>;

/** Fixes the watermark: what commits from here on reaches the device as a delta, after the last page. */
export async function startSnapshot(reader: Reader): Promise<Snapshot> {
  const watermark = await readHorizon(reader.sql);
  let total = 0;
  for (const entity of entityNames) total += await countRows(reader, entity);
  return { mode: 'snapshot', watermark, entity: 0, after: null, done: 0, total };
}

/** The oldest transaction still running: everything below it is committed or gone, and will not change. */
export async function readHorizon(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ horizon: string }>(
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
  );
  return row?.horizon ?? '0';
}

/** Rows in a fixed order, parents first, from where the last page ended. */
export async function readSnapshotPage(reader: Reader, from: Snapshot, limit: number): Promise<Page> {
  const rows: RowsText[] = [];
  let { entity, after } = from;
  let left = limit;
  while (entity < entityNames.length && left > 0) {
    const name = entityNames[entity] as EntityName;
    const slice = await readSlice(reader, name, after, left);
    if (slice.count > 0) rows.push({ entity: name, rows: slice.rows });
    left -= slice.count;
    if (left > 0) {
      entity += 1;
      after = null;
    } else {
      after = slice.last;
    }
  }
  const more = entity < entityNames.length;
  const done = from.done + limit - left;
  // Rows made meanwhile may be among those delivered; a share above 100 % would only puzzle.
  const total = Math.max(from.total, done);
  const next: Place = more
    ? { ...from, entity, after, done, total }
    : { mode: 'delta', from: from.watermark };
  return { next, more, snapshot: true, progress: { done, total }, rows, tombstones: {} };
}

async function readSlice(reader: Reader, entity: EntityName, after: string | null, limit: number) {
  const table = entityTable(entity);
  const [slice] = await reader.sql.query<{ rows: string; count: number; last: string | null }>(
    `WITH page AS (
       SELECT t.id, ${rowExpression(table)}::text AS line FROM ${entity} t
       WHERE t.org_id = $1 AND t.deleted_at IS NULL AND ${scopeCondition(table, '$2')}
         AND t.id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000') ORDER BY t.id LIMIT $4)
     SELECT '[' || coalesce(string_agg(line, ',' ORDER BY id), '') || ']' AS rows, count(*)::int AS count,
       max(id::text) AS last FROM page`,
    [reader.orgId, reader.units, after, limit],
  );
  return slice ?? { rows: '[]', count: 0, last: null };
}

async function countRows(reader: Reader, entity: EntityName): Promise<number> {
  const [row] = await reader.sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${entity} t
     WHERE t.org_id = $1 AND t.deleted_at IS NULL AND ${scopeCondition(entityTable(entity), '$2')}`,
    [reader.orgId, reader.units],
  );
  return row?.count ?? 0;
}
