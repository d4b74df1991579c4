import type { WritableEntity } from '../../shared/contracts/entities';
import type { Json } from '../../shared/contracts/primitives';
import type { Database } from './open-database';
import { recordColumns } from './record-columns';
import { fromColumn, type MirrorRecord } from './records';

type Mentor = { peerMentorId: string; role: string };

/** Those of the records that are in the mirror, by id. */
export function readRecords(
  database: Database,
  entity: WritableEntity,
  ids: string[],
): Map<string, MirrorRecord> {
  const list = JSON.stringify(ids);
  const columns = recordColumns[entity];
  const rows = database
    .prepare(
      `SELECT ${columns.map(({ column }) => column).join(', ')} FROM ${entity} WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(list) as Record<string, unknown>[];
  const records = new Map<string, MirrorRecord>();
  for (const row of rows) {
    const record: Record<string, Json> = {};
    for (const column of columns) record[column.field] = fromColumn(column, row[column.column]);
    if (entity === 'activities') record.mentors = [];
    records.set(String(record.id), record as MirrorRecord);
  }
  if (entity === 'activities') {
    const mentors = database
      .prepare(
        `SELECT activity_id AS activityId, peer_mentor_id AS peerMentorId, role FROM activity_mentors
         WHERE activity_id IN (SELECT value FROM json_each(?))`,
      )
      .all(list) as (Mentor & { activityId: string })[];
    for (const { activityId, ...mentor } of mentors)
      (records.get(activityId)?.mentors as Mentor[] | undefined)?.push(mentor);
  }
  return records;
}

/** Whether the server's record says, apart from its revision, what the mirror's does. */
export function isAsShown(
  entity: WritableEntity,
  shown: MirrorRecord,
  record: Record<string, Json>,
): boolean {
  const same = recordColumns[entity].every(
    ({ field, holds }) =>
      field === 'revision' ||
      (holds === 'json'
        ? JSON.stringify(shown[field]) === JSON.stringify(record[field])
        : shown[field] === record[field]),
  );
  return same && (entity !== 'activities' || sameMentors(shown.mentors, record.mentors));
}

function sameMentors(shown: Json | undefined, there: Json | undefined): boolean {
  if (!Array.isArray(shown) || !Array.isArray(there) || shown.length !== there.length) return false;
  if (shown.length === 1) return keyOf(shown[0]) === keyOf(there[0]);
  return shown.map(keyOf).sort().join() === there.map(keyOf).sort().join();
}

function keyOf(mentor: Json | undefined): string {
  const { peerMentorId, role } = (mentor ?? {}) as Partial<Mentor>;
  return `${role} ${peerMentorId}`;
}

/** Gives records that are as shown their revision from the server; nothing else of them is written. */
export function confirmRecords(
  database: Database,
  entity: WritableEntity,
  revisions: [id: string, revision: number][],
): void {
  if (revisions.length === 0) return;
  database
    .prepare(
      `UPDATE ${entity} SET revision = r.value ->> 1 FROM json_each(?) r WHERE ${entity}.id = r.value ->> 0`,
    )
    .run(JSON.stringify(revisions));
}
