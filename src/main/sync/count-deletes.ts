import { type EntityName, entityNames } from '../../shared/contracts/entities';
import type { DeleteCount } from '../../shared/rules/judge-deletes';
import type { Database } from '../database/open-database';
import { idOf, type MirrorRow } from '../database/records';

type Arriving = { rows: Map<EntityName, MirrorRow[]>; tombstones: Map<EntityName, string[]> };

/**
 * How many server rows a page would take from the mirror. `sweeping`: the number of the listing that the page ends,
 * because then what was not listed goes too; null otherwise.
 */
export function countDeletes(database: Database, page: Arriving, sweeping: number | null): DeleteCount[] {
  return entityNames.flatMap((entity) => {
    const gone = page.tombstones.get(entity) ?? [];
    if (gone.length === 0 && sweeping === null) return [];
    const listed = (page.rows.get(entity) ?? []).map(idOf);
    const swept = sweeping === null ? 0 : countUnlisted(database, entity, sweeping, [...listed, ...gone]);
    const count = countRows(database, entity, gone) + swept;
    if (count === 0) return [];
    const { rows } = database.prepare(`SELECT count(*) AS rows FROM ${entity}`).get() as { rows: number };
    return [{ entity, gone: count, of: rows }];
  });
}

function countRows(database: Database, entity: EntityName, ids: string[]): number {
  const sql = `SELECT count(*) AS rows FROM ${entity} WHERE revision > 0 AND id IN (SELECT value FROM json_each(?))`;
  return (database.prepare(sql).get(JSON.stringify(ids)) as { rows: number }).rows;
}

function countUnlisted(database: Database, entity: EntityName, snapshot: number, except: string[]): number {
  const sql = `SELECT count(*) AS rows FROM ${entity}
    WHERE revision > 0 AND snapshot <> ? AND id NOT IN (SELECT value FROM json_each(?))`;
  return (database.prepare(sql).get(snapshot, JSON.stringify(except)) as { rows: number }).rows;
}

/** Counts of this page on top of those before it: of the rows that were there when the first of them came. */
export function addCounts(counts: DeleteCount[], before: DeleteCount[]): DeleteCount[] {
  const added = counts.map(({ entity, gone, of }) => {
    const earlier = before.find((one) => one.entity === entity);
    return { entity, gone: gone + (earlier?.gone ?? 0), of: of + (earlier?.gone ?? 0) };
  });
  return [...added, ...before.filter(({ entity }) => !counts.some((one) => one.entity === entity))];
}
