import { type EntityName, entityNames } from '../../src/shared/contracts/entities';
import { entityTable, rowExpression } from '../records/entity-tables';
import type { Place } from './cursor';
import type { Page, RowsText } from './page';
import { type Reader, readHorizon } from './read-snapshot-page';

type Delta = Extract<Place, { mode: 'delta' }>;
/** Transactions from `from` up to but not with `until`. */
type Range = { from: string; until: string };

/**
 * What changed since, in the order of transaction ids and only below the oldest one still running: a transaction that
 * commits late is not passed by. A page ends between two transactions, so a large one makes a large page.
 */
export async function readDeltaPage(reader: Reader, place: Delta, limit: number): Promise<Page> {
  const horizon = await readHorizon(reader.sql);
  const { until, more } = await findEnd(reader, { from: place.from, until: horizon }, limit);
  const range = { from: place.from, until };
  const rows: RowsText[] = [];
  const tombstones: Record<string, string[]> = {};
  for (const entity of entityNames) {
    const slice = await readSlice(reader, entity, range);
    if (slice.count > 0) rows.push({ entity, rows: slice.rows });
    if (slice.gone.length > 0) tombstones[entity] = slice.gone;
  }
  const next: Place = { mode: 'delta', from: until };
  return { next, more, snapshot: false, progress: null, rows, tombstones };
}

/** Where the page ends: before the transaction that would make it too long, unless that is its first. */
async function findEnd(
  reader: Reader,
  range: Range,
  limit: number,
): Promise<{ until: string; more: boolean }> {
  const xids = await findTransactions(reader, range, limit + 1);
  const beyond = xids[limit];
  if (beyond === undefined) return { until: later(range.from, range.until), more: false };
  const until = xids[0] === beyond ? (BigInt(beyond) + 1n).toString() : beyond;
  return { until, more: true };
}

/** The transaction of each changed row, in order, at most `limit` of them. */
async function findTransactions(
  { sql, orgId, units }: Reader,
  range: Range,
  limit: number,
): Promise<string[]> {
  const branches = entityNames.map(
    (entity) =>
      `(SELECT t.changed_xid FROM ${entity} t WHERE ${changedCondition(entity)} ORDER BY t.changed_xid LIMIT $5)`,
  );
  const rows = await sql.query<{ xid: string }>(
    `SELECT changed_xid::text AS xid FROM (${branches.join(' UNION ALL ')}) c ORDER BY changed_xid LIMIT $5`,
    [orgId, units, range.from, range.until, limit],
  );
  return rows.map((row) => row.xid);
}

async function readSlice({ sql, orgId, units }: Reader, entity: EntityName, range: Range) {
  const table = entityTable(entity);
  const visible = table.scoped
    ? '(t.deleted_at IS NULL AND ($2::uuid[] IS NULL OR t.unit_id = ANY ($2::uuid[])))'
    : '(t.deleted_at IS NULL)';
  const [slice] = await sql.query<{ rows: string; count: number; gone: string[] }>(
    `WITH page AS (
       SELECT t.id, t.changed_xid, ${visible} AS visible, ${rowExpression(table)}::text AS line
       FROM ${entity} t WHERE ${changedCondition(entity)})
     SELECT '[' || coalesce(string_agg(line, ',' ORDER BY changed_xid, id) FILTER (WHERE visible), '') || ']' AS rows,
       count(*) FILTER (WHERE visible)::int AS count,
       coalesce(json_agg(id ORDER BY changed_xid, id) FILTER (WHERE NOT visible), '[]') AS gone FROM page`,
    [orgId, units, range.from, range.until],
  );
  return slice ?? { rows: '[]', count: 0, gone: [] };
}

/** Rows of the person's units, and rows that were of them once: those she is told are gone. */
function changedCondition(entity: EntityName): string {
  const concerns = entityTable(entity).scoped
    ? '(t.unit_id = ANY ($2::uuid[]) OR t.left_units && $2::uuid[])'
    : 'true';
  return `t.org_id = $1 AND ($2::uuid[] IS NULL OR ${concerns})
    AND t.changed_xid >= $3::text::xid8 AND t.changed_xid < $4::text::xid8`;
}

/** A place never goes back, whatever the database says its oldest transaction is. */
function later(a: string, b: string): string {
  return BigInt(a) > BigInt(b) ? a : b;
}
