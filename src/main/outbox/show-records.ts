import type { WritableEntity } from '../../shared/contracts/entities';
import { type Operation, schemaVersion } from '../../shared/contracts/mutations';
import type { Json } from '../../shared/contracts/primitives';
import { overlayMutations } from '../../shared/rules/overlay-mutations';
import { currentShape, upcastMutation } from '../../shared/rules/upcast-mutation';
import type { Database } from '../database/open-database';
import {
  type MirrorRecord,
  markListed,
  removeRecords,
  revisionsOf,
  toRow,
  writeRecords,
  writeRows,
} from '../database/records';
import type { Payload } from '../database/schema';
import { recordCompleter } from './complete-record';

type Fields = Record<string, Json>;
type Unsettled = {
  recordId: string;
  operation: Operation;
  schemaVersion: number;
  changes: string;
  older: string | null;
};
type Shadow = { recordId: string; revision: number; row: Fields | null; snapshot: number };

const chunk = 500;

/**
 * Makes the mirror show these records as their author sees them: the server's row kept aside, with her unsettled
 * mutations on top. A shadow whose mutations are all settled becomes the record again and is dropped.
 */
export function showRecords(database: Database, entity: WritableEntity, ids: string[]): void {
  if (ids.length === 0) return;
  const unique = [...new Set(ids)];
  const snapshot = snapshotNumber(database);
  for (let start = 0; start < unique.length; start += chunk) {
    show(database, entity, unique.slice(start, start + chunk), snapshot);
  }
}

/** The same for records that were just made and of which nobody else knows: they are what their author typed. */
export function showNewRecords(
  database: Database,
  entity: WritableEntity,
  created: { recordId: string; changes: Fields }[],
): void {
  if (created.length === 0) return;
  const complete = recordCompleter(database, entity);
  const rows = created.map(({ recordId, changes }) =>
    toRow(entity, complete({ ...changes, id: recordId, revision: 0 })),
  );
  const known = revisionsOf(
    database,
    entity,
    created.map(({ recordId }) => recordId),
  );
  writeRows(database, entity, rows, { snapshot: snapshotNumber(database), known });
}

function snapshotNumber(database: Database): number {
  return (database.prepare('SELECT snapshot FROM sync_state').pluck().get() as number | undefined) ?? 1;
}

function show(database: Database, entity: WritableEntity, ids: string[], snapshot: number): void {
  const unsettled = unsettledOf(database, entity, ids);
  const kept = shadowsOf(database, entity, ids);
  const complete = recordCompleter(database, entity);
  const written: MirrorRecord[] = [];
  const removed: string[] = [];
  for (const id of ids) {
    const shadow = kept.get(id);
    const mutations = unsettled.get(id) ?? [];
    const row = overlayMutations(shadow?.row ?? null, mutations);
    // Deleted there while edits wait: the edits stay in sight until the server has judged them.
    const waitsForJudgement = shadow?.row === null && mutations.length > 0;
    if (row) {
      const record: MirrorRecord = { ...row, id, revision: shadow?.revision ?? 0 };
      // The server's own row stands as it came; only what is not sent yet is completed here.
      written.push(mutations.length > 0 ? complete(record) : record);
      continue;
    }
    if (!waitsForJudgement || mutations.some(({ operation }) => operation === 'delete')) removed.push(id);
  }
  writeRecords(database, entity, written, snapshot);
  removeRecords(database, entity, removed);
  const over = [...kept.values()].filter(({ recordId }) => !unsettled.has(recordId));
  // A listing may be under way that has not had it.
  for (const { recordId, snapshot: listed } of over)
    if (listed !== snapshot) markListed(database, entity, [recordId], listed);
  dropShadows(
    database,
    entity,
    over.map(({ recordId }) => recordId),
  );
}

/** What is not settled of each record, in the order made. */
function unsettledOf(database: Database, entity: WritableEntity, ids: string[]) {
  // `+state` keeps the planner on the index by record, however long the queue is.
  const rows = database
    .prepare(
      `SELECT record_id AS recordId, operation, schema_version AS schemaVersion, payload -> '$.changes' AS changes,
         iif(schema_version < ${schemaVersion}, payload, NULL) AS older FROM outbox
       WHERE record_id IN (SELECT value FROM json_each(?)) AND entity = ?
         AND +state IN ('pending', 'in_flight', 'parked') ORDER BY record_id, sequence`,
    )
    .all(JSON.stringify(ids), entity) as Unsettled[];
  const groups = new Map<string, { operation: Operation; changes: Fields }[]>();
  for (const row of rows) {
    const { recordId, operation } = row;
    const mutation = { operation, changes: changesOf(entity, row) };
    const group = groups.get(recordId);
    if (group) group.push(mutation);
    else groups.set(recordId, [mutation]);
  }
  return groups;
}

/** In today's shape, also where the row keeps the shape in which it was sent. */
function changesOf(entity: WritableEntity, { operation, schemaVersion, changes, older }: Unsettled): Fields {
  if (older === null) return JSON.parse(changes) as Fields;
  const queued = { entity, operation, schemaVersion, payload: JSON.parse(older) as Payload };
  return upcastMutation(queued, currentShape)?.payload.changes ?? queued.payload.changes;
}

function shadowsOf(database: Database, entity: WritableEntity, ids: string[]): Map<string, Shadow> {
  const rows = database
    .prepare(
      `SELECT record_id AS recordId, revision, row, snapshot FROM shadows
       WHERE entity = ? AND record_id IN (SELECT value FROM json_each(?))`,
    )
    .all(entity, JSON.stringify(ids)) as (Omit<Shadow, 'row'> & { row: string | null })[];
  return new Map(
    rows.map((kept) => [
      kept.recordId,
      { ...kept, row: kept.row === null ? null : (JSON.parse(kept.row) as Fields) },
    ]),
  );
}

function dropShadows(database: Database, entity: WritableEntity, ids: string[]): void {
  if (ids.length === 0) return;
  database
    .prepare('DELETE FROM shadows WHERE entity = ? AND record_id IN (SELECT value FROM json_each(?))')
    .run(entity, JSON.stringify(ids));
}
