import type { EntityName } from '../../shared/contracts/entities';
import type { Json } from '../../shared/contracts/primitives';
import type { Database } from './open-database';
import { type RecordColumn, recordColumns } from './record-columns';
import { indexRecords, unindexRecords } from './search-index';

/** A record as the contracts describe it: camelCase fields, `id` and `revision` among them. */
export type MirrorRecord = { id: string; revision: number } & Record<string, Json>;

/** Writes records over what is there, with their mentors and search words. Call inside `database.write`. */
export function writeRecords(
  database: Database,
  entity: EntityName,
  records: MirrorRecord[],
  snapshot: number,
): void {
  if (records.length === 0) return;
  const columns = recordColumns[entity];
  const rows = records.map((record) => columns.map(({ field }) => record[field] ?? null));
  database.prepare(upsertSql(entity, columns)).run(snapshot, JSON.stringify(rows));
  if (entity === 'activities') writeMentors(database, records);
  indexRecords(
    database,
    entity,
    records.map((record) => record.id),
  );
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
  if (entity === 'activities') {
    database
      .prepare('DELETE FROM activity_mentors WHERE activity_id IN (SELECT value FROM json_each(?))')
      .run(list);
  }
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
  database
    .prepare(
      `UPDATE ${entity} SET snapshot = ? WHERE id IN (SELECT value FROM json_each(?)) AND snapshot <> ?`,
    )
    .run(snapshot, JSON.stringify(ids), snapshot);
}

/** Ids of server rows that the first download with this number did not list. */
export function unlistedIds(database: Database, entity: EntityName, snapshot: number): string[] {
  const rows = database
    .prepare(`SELECT id FROM ${entity} WHERE snapshot <> ? AND revision > 0`)
    .all(snapshot) as { id: string }[];
  return rows.map((row) => row.id);
}

function upsertSql(entity: EntityName, columns: RecordColumn[]): string {
  const names = columns.map(({ column }) => column);
  // `->>` gives text, numbers and 0/1 for booleans; JSON columns keep their JSON text through `->`.
  const values = columns.map(({ holds }, index) => `value ${holds === 'json' ? '->' : '->>'} '$[${index}]'`);
  const updates = [...names.filter((name) => name !== 'id'), 'snapshot'].map(
    (name) => `${name} = excluded.${name}`,
  );
  // `WHERE true` keeps SQLite from reading ON CONFLICT as a join condition.
  return `INSERT INTO ${entity} (snapshot, ${names.join(', ')}) SELECT ?, ${values.join(', ')} FROM json_each(?) WHERE true
    ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`;
}

export function fromColumn({ holds }: RecordColumn, value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (holds === 'json') return JSON.parse(String(value)) as Json;
  if (holds === 'boolean') return value === 1;
  return value as Json;
}

function writeMentors(database: Database, records: MirrorRecord[]): void {
  const ids = JSON.stringify(records.map((record) => record.id));
  database
    .prepare('DELETE FROM activity_mentors WHERE activity_id IN (SELECT value FROM json_each(?))')
    .run(ids);
  const rows = records.flatMap((record) =>
    (record.mentors as { peerMentorId: string; role: string }[]).map((mentor) => [
      record.id,
      mentor.peerMentorId,
      mentor.role,
    ]),
  );
  database
    .prepare(
      `INSERT OR REPLACE INTO activity_mentors (activity_id, peer_mentor_id, role)
       SELECT value ->> '$[0]', value ->> '$[1]', value ->> '$[2]' FROM json_each(?)`,
    )
    .run(JSON.stringify(rows));
}

function readMentors(database: Database, activityId: string): Json {
  return database
    .prepare(
      `SELECT peer_mentor_id AS peerMentorId, role FROM activity_mentors WHERE activity_id = ? ORDER BY role = 'with', peer_mentor_id`,
    )
    .all(activityId) as Json;
}
