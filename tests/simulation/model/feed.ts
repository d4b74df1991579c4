import { createHash } from 'node:crypto';
import { bindCursor, openCursor, type Place, sealCursor } from '../../../server/feed/cursor';
import { type Page, type RowsText, writePage } from '../../../server/feed/page';
import { entityTable } from '../../../server/records/entity-tables';
import { type EntityName, entityNames } from '../../../src/shared/contracts/entities';
import type { DigestAnswer, Person } from '../../../src/shared/contracts/sync-api';
import { isScoped, type Store, type StoredRow, unitFieldOf } from './store';

export type Reading = {
  store: Store;
  person: Person;
  deviceId: string;
  scope: readonly string[] | 'all';
  epoch: string;
  key: Uint8Array;
};
type Delta = Extract<Place, { mode: 'delta' }>;
type Snapshot = Extract<Place, { mode: 'snapshot' }>;

/** One page of the feed as JSON text; null when the cursor is refused. */
export function readChanges(
  reading: Reading,
  asked: { cursor: string | undefined; limit: number },
): string | null {
  const binding = bindCursor(reading, reading.epoch);
  const place =
    asked.cursor === undefined ? startSnapshot(reading) : openCursor(reading.key, binding, asked.cursor);
  if (place === null) return null;
  const page =
    place.mode === 'snapshot'
      ? snapshotPage(reading, place, asked.limit)
      : deltaPage(reading, place, asked.limit);
  return writePage(page, reading.epoch, sealCursor(reading.key, binding, page.next));
}

export function readDigest(reading: Reading): DigestAnswer {
  const entities = Object.fromEntries(
    entityNames.map((entity) => {
      const lines = listed(reading, entity).map(({ record }) => `${record.id}:${record.revision}\n`);
      const digest = createHash('sha256').update(lines.join('')).digest('hex');
      return [entity, { count: lines.length, digest }];
    }),
  );
  return { epoch: reading.epoch, entities };
}

function startSnapshot(reading: Reading): Snapshot {
  const total = entityNames.reduce((sum, entity) => sum + listed(reading, entity).length, 0);
  return {
    mode: 'snapshot',
    watermark: String(reading.store.horizon()),
    entity: 0,
    after: null,
    done: 0,
    total,
  };
}

function snapshotPage(reading: Reading, from: Snapshot, limit: number): Page {
  const rows: RowsText[] = [];
  let { entity, after } = from;
  let left = limit;
  while (entity < entityNames.length && left > 0) {
    const name = entityNames[entity] as EntityName;
    const start = after;
    const slice = listed(reading, name)
      .filter(({ record }) => start === null || String(record.id) > start)
      .slice(0, left);
    if (slice.length > 0) rows.push({ entity: name, rows: rowsText(name, slice) });
    left -= slice.length;
    if (left > 0) {
      entity += 1;
      after = null;
    } else after = String(slice.at(-1)?.record.id);
  }
  const more = entity < entityNames.length;
  const done = from.done + limit - left;
  const total = Math.max(from.total, done);
  const next: Place = more
    ? { ...from, entity, after, done, total }
    : { mode: 'delta', from: from.watermark };
  return { next, more, snapshot: true, progress: { done, total }, rows, tombstones: {} };
}

function deltaPage(reading: Reading, place: Delta, limit: number): Page {
  const from = Number(place.from);
  const changed = [...reading.store.rows()]
    .filter((row) => row.xid >= from && row.xid < reading.store.horizon() && concerns(reading, row))
    .sort((a, b) => a.xid - b.xid || (String(a.record.id) < String(b.record.id) ? -1 : 1));
  const beyond = changed[limit]?.xid;
  const until =
    beyond === undefined
      ? Math.max(from, reading.store.horizon())
      : changed[0]?.xid === beyond
        ? beyond + 1
        : beyond;
  const page = changed.filter(({ xid }) => xid < until);
  const rows: RowsText[] = [];
  const tombstones: Record<string, string[]> = {};
  for (const entity of entityNames) {
    const of = page.filter((row) => row.entity === entity);
    const visible = of.filter((row) => isVisible(reading, row));
    const gone = of.filter((row) => !isVisible(reading, row));
    if (visible.length > 0) rows.push({ entity, rows: rowsText(entity, visible) });
    if (gone.length > 0) tombstones[entity] = gone.map(({ record }) => String(record.id));
  }
  const next: Place = { mode: 'delta', from: String(until) };
  return { next, more: beyond !== undefined, snapshot: false, progress: null, rows, tombstones };
}

/** What is in scope, in order of id. */
export function listed(
  reading: Pick<Reading, 'store' | 'person' | 'scope'>,
  entity: EntityName,
): StoredRow[] {
  return [...reading.store.rows()]
    .filter((row) => row.entity === entity && row.orgId === reading.person.orgId && isVisible(reading, row))
    .sort((a, b) => (String(a.record.id) < String(b.record.id) ? -1 : 1));
}

function isVisible({ scope }: Pick<Reading, 'scope'>, row: StoredRow): boolean {
  if (row.deleted) return false;
  return scope === 'all' || !isScoped(row.entity) || scope.includes(unitOf(row));
}

/** Rows of the person's units, and those that were of them once. */
function concerns({ scope, person }: Reading, row: StoredRow): boolean {
  if (row.orgId !== person.orgId) return false;
  if (scope === 'all' || !isScoped(row.entity)) return true;
  return scope.includes(unitOf(row)) || row.leftUnits.some((unit) => scope.includes(unit));
}

function unitOf(row: StoredRow): string {
  return String(row.record[unitFieldOf(row.entity)]);
}

function rowsText(entity: EntityName, rows: StoredRow[]): string {
  const { fields } = entityTable(entity);
  return JSON.stringify(rows.map(({ record }) => fields.map((field) => record[field] ?? null)));
}
