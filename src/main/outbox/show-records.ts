import { and, asc, eq, inArray } from 'drizzle-orm';
import type { WritableEntity } from '../../shared/contracts/entities';
import type { Json } from '../../shared/contracts/primitives';
import { overlayMutations } from '../../shared/rules/overlay-mutations';
import type { Database } from '../database/open-database';
import { type MirrorRecord, removeRecords, writeRecords } from '../database/records';
import { outbox, shadows, syncState } from '../database/schema';
import { recordCompleter } from './complete-record';

const chunk = 500;

/**
 * Makes the mirror show these records as their author sees them: the server's row kept aside, with her unsettled
 * mutations on top. A shadow whose mutations are all settled becomes the record again and is dropped.
 */
export function showRecords(database: Database, entity: WritableEntity, ids: string[]): void {
  const unique = [...new Set(ids)];
  const snapshot = database.orm.select({ snapshot: syncState.snapshot }).from(syncState).get()?.snapshot ?? 1;
  for (let start = 0; start < unique.length; start += chunk) {
    show(database, entity, unique.slice(start, start + chunk), snapshot);
  }
}

function show(database: Database, entity: WritableEntity, ids: string[], snapshot: number): void {
  const unsettled = unsettledOf(database, entity, ids);
  const kept = new Map(
    database.orm
      .select()
      .from(shadows)
      .where(and(eq(shadows.entity, entity), inArray(shadows.recordId, ids)))
      .all()
      .map((shadow) => [shadow.recordId, shadow]),
  );
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
  dropShadows(
    database,
    entity,
    ids.filter((id) => kept.has(id) && !unsettled.has(id)),
  );
}

function unsettledOf(database: Database, entity: WritableEntity, ids: string[]) {
  const rows = database.orm
    .select({ recordId: outbox.recordId, operation: outbox.operation, payload: outbox.payload })
    .from(outbox)
    .where(
      and(
        eq(outbox.entity, entity),
        inArray(outbox.recordId, ids),
        inArray(outbox.state, ['pending', 'in_flight', 'parked']),
      ),
    )
    .orderBy(asc(outbox.sequence))
    .all();
  const groups = new Map<
    string,
    { operation: (typeof rows)[number]['operation']; changes: Record<string, Json> }[]
  >();
  for (const { recordId, operation, payload } of rows) {
    groups.set(recordId, [...(groups.get(recordId) ?? []), { operation, changes: payload.changes }]);
  }
  return groups;
}

function dropShadows(database: Database, entity: WritableEntity, ids: string[]): void {
  if (ids.length === 0) return;
  database.orm
    .delete(shadows)
    .where(and(eq(shadows.entity, entity), inArray(shadows.recordId, ids)))
    .run();
}
