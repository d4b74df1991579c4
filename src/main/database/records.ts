import { type EntityName, entityNames, recordFields } from '../../shared/contracts/entities';
import type { Json } from '../../shared/contracts/primitives';
import type { Database } from './open-database';
import { type RecordColumn, recordColumns } from './record-columns';
import { indexRecords, reindexActivitiesOf, unindexRecords } from './search-index';

/** A record as the contracts describe it: camelCase fields, `id` and `revision` among them. */
export type MirrorRecord = { id: string; revision: number } & Record<string, Json>;

/** The values of a record in the order of `recordFields`: `id` and `revision` first. */
export type MirrorRow = Json[];

/** Rows a statement takes: a few milliseconds' work. */
const chunkRows = 500;

/** Writes records over what is there, with their mentors and search words. Call inside `database.write`. */
export function writeRecords(
  database: Database,
  entity: EntityName,
  records: MirrorRecord[],
  snapshot: number,
): void {
  const ids = new Set(records.map(({ id }) => id));
  writeRows(
    database,
    entity,
    records.map((record) => toRow(entity, record)),
    { snapshot, known: ids },
  );
}

/** The same with rows. `known`: ids that may be mirrored already; of the others there is nothing to replace. */
export function writeRows(
  database: Database,
  entity: EntityName,
  rows: MirrorRow[],
  { snapshot, known }: { snapshot: number; known: { has(id: string): boolean } },
): void {
  for (let start = 0; start < rows.length; start += chunkRows) {
    const chunk = rows.slice(start, start + chunkRows);
    const ids = chunk.map(idOf);
    const replaced = ids.filter((id) => known.has(id));
    const packed = pack(database, chunk);
    const renamed = entity === 'peer_mentors' ? renamedMentors(database, packed) : [];
    unindexRecords(database, entity, replaced);
    if (entity === 'activities') removeMentors(database, replaced);
    database.prepare(upsertSqls[entity]).run(snapshot, packed);
    if (entity === 'activities') database.prepare(mentorsSql).run(packed);
    indexRecords(database, entity, ids);
    reindexActivitiesOf(database, renamed);
    database.giveWay();
  }
}

export function toRow(entity: EntityName, record: MirrorRecord): MirrorRow {
  return recordFields(entity).map((field) => record[field] ?? null);
}

export function toRecord(entity: EntityName, row: MirrorRow): MirrorRecord {
  return Object.fromEntries(
    recordFields(entity).map((field, index) => [field, row[index] ?? null]),
  ) as MirrorRecord;
}

export function idOf(row: MirrorRow): string {
  return row[0] as string;
}

export function revisionOf(row: MirrorRow): number {
  return row[1] as number;
}

/** The record as it stands in the mirror, or null. */
export function readRecord(database: Database, entity: EntityName, id: string): MirrorRecord | null {
  const row = database.prepare(`SELECT * FROM ${entity} WHERE id = ?`).get(id) as
    | Record<string, unknown>
    | undefined;
  if (!row) return null;
  const record = Object.fromEntries(
    recordColumns[entity].map((column) => [column.field, fromColumn(column, row[column.column])]),
  );
  if (entity === 'activities') record.mentors = readMentors(database, id);
  return record as MirrorRecord;
}

/** Takes records out of the mirror and the search index. */
export function removeRecords(database: Database, entity: EntityName, ids: string[]): void {
  if (ids.length === 0) return;
  const list = JSON.stringify(ids);
  unindexRecords(database, entity, ids);
  if (entity === 'activities') removeMentors(database, ids);
  database.prepare(`DELETE FROM ${entity} WHERE id IN (SELECT value FROM json_each(?))`).run(list);
}

/** Revisions of those of the given records that are mirrored. */
export function revisionsOf(database: Database, entity: EntityName, ids: string[]): Map<string, number> {
  const rows = database
    .prepare(`SELECT id, revision FROM ${entity} WHERE id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids)) as { id: string; revision: number }[];
  return new Map(rows.map((row) => [row.id, row.revision]));
}

/** Marks rows as listed by a first download without writing them again. */
export function markListed(database: Database, entity: EntityName, ids: string[], snapshot: number): void {
  if (ids.length === 0) return;
  database
    .prepare(
      `UPDATE ${entity} SET snapshot = ? WHERE id IN (SELECT value FROM json_each(?)) AND snapshot <> ?`,
    )
    .run(snapshot, JSON.stringify(ids), snapshot);
}

/** Ids of server rows, shown or kept aside under edits, that the listing with this number did not have. */
export function unlistedIds(database: Database, entity: EntityName, snapshot: number): string[] {
  return database
    .prepare(
      `SELECT id FROM ${entity} t WHERE snapshot <> @snapshot AND revision > 0
         AND NOT EXISTS (SELECT 1 FROM shadows s WHERE s.entity = @entity AND s.record_id = t.id)
       UNION ALL
       SELECT record_id FROM shadows WHERE entity = @entity AND snapshot <> @snapshot AND row IS NOT NULL`,
    )
    .pluck()
    .all({ entity, snapshot }) as string[];
}

/** Read once as JSON, and then by several statements. */
function pack(database: Database, rows: MirrorRow[]): unknown {
  return database.prepare('SELECT jsonb(?)').pluck().get(JSON.stringify(rows));
}

function upsertSql(entity: EntityName): string {
  const columns = recordColumns[entity];
  const names = columns.map(({ column }) => column);
  const fields = recordFields(entity);
  // `->>` gives text, numbers and 0/1 for booleans; JSON columns keep their JSON text through `->`.
  const values = columns.map(
    ({ field, holds }) => `value ${holds === 'json' ? '->' : '->>'} '$[${fields.indexOf(field)}]'`,
  );
  const updates = [...names.filter((name) => name !== 'id'), 'snapshot'].map(
    (name) => `${name} = excluded.${name}`,
  );
  // `WHERE true` keeps SQLite from reading ON CONFLICT as a join condition.
  return `INSERT INTO ${entity} (snapshot, ${names.join(', ')}) SELECT ?, ${values.join(', ')} FROM jsonb_each(?) WHERE true
    ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`;
}

const upsertSqls = Object.fromEntries(entityNames.map((entity) => [entity, upsertSql(entity)])) as Record<
  EntityName,
  string
>;

export function fromColumn({ holds }: RecordColumn, value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (holds === 'json') return JSON.parse(String(value)) as Json;
  if (holds === 'boolean') return value === 1;
  return value as Json;
}

const mentorsSql = `INSERT OR REPLACE INTO activity_mentors (activity_id, peer_mentor_id, role)
  SELECT activity.value ->> '$[0]', mentor.value ->> 'peerMentorId', mentor.value ->> 'role'
  FROM jsonb_each(?) activity, jsonb_each(activity.value, '$[${recordFields('activities').indexOf('mentors')}]') mentor`;

function removeMentors(database: Database, activityIds: string[]): void {
  if (activityIds.length === 0) return;
  database
    .prepare('DELETE FROM activity_mentors WHERE activity_id IN (SELECT value FROM json_each(?))')
    .run(JSON.stringify(activityIds));
}

/** Mentors who are new or renamed: their registrations are found by another name from now on. Asked before the write. */
function renamedMentors(database: Database, packed: unknown): string[] {
  const fields = recordFields('peer_mentors');
  const [name, code] = ['displayName', 'shortCode'].map((field) => fields.indexOf(field));
  return database
    .prepare(
      `SELECT j.value ->> '$[0]' FROM jsonb_each(?) j LEFT JOIN peer_mentors p ON p.id = j.value ->> '$[0]'
       WHERE p.id IS NULL OR p.display_name <> j.value ->> '$[${name}]' OR p.short_code <> j.value ->> '$[${code}]'`,
    )
    .pluck()
    .all(packed) as string[];
}

function readMentors(database: Database, activityId: string): Json {
  return database
    .prepare(
      `SELECT peer_mentor_id AS peerMentorId, role FROM activity_mentors WHERE activity_id = ? ORDER BY role = 'with', peer_mentor_id`,
    )
    .all(activityId) as Json;
}
