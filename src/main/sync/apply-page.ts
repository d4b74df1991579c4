import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import {
  type EntityName,
  entityNames,
  recordSchemas,
  type WritableEntity,
  writableEntities,
} from '../../shared/contracts/entities';
import type { ChangesPage, PageTable } from '../../shared/contracts/sync-api';
import { type DeleteCount, judgeDeletes } from '../../shared/rules/judge-deletes';
import type { Database } from '../database/open-database';
import {
  type MirrorRecord,
  markListed,
  removeRecords,
  revisionsOf,
  unlistedIds,
  writeRecords,
} from '../database/records';
import { outbox, shadows, syncState } from '../database/schema';
import type { SyncState } from '../database/sync-state';
import { showRecords } from '../outbox/show-records';
import { addCounts, countDeletes } from './count-deletes';
import { acceptedDeletes } from './hold-deletes';

export type AppliedPage =
  | { kind: 'applied'; rows: number; entities: EntityName[]; deleted: DeleteCount[] }
  | { kind: 'refused' }
  /** Nothing was written: the page would delete so much that the person is asked first. */
  | { kind: 'held'; deletes: DeleteCount[] }
  /** Nothing was written: the cursor the page was asked with is not the one that stands. */
  | { kind: 'overtaken' };

/**
 * Writes one page with its cursor in one transaction, harmless to repeat. Every row is checked before anything is
 * written; one bad row refuses the page. Columns and entities that are not known are left out.
 * `deletedBefore`: what the pages before it in this run have deleted, counted with this page's.
 */
export function applyPage(
  database: Database,
  page: ChangesPage,
  state: SyncState,
  deletedBefore: DeleteCount[] = [],
): AppliedPage {
  const read = readPage(page);
  if (!read) return { kind: 'refused' };
  return database.write(() => {
    const now = database.orm.select().from(syncState).get();
    // Another run may have gone on from there, and the person may have answered while the page was on its way.
    if (now?.cursor !== state.cursor || now.snapshot !== state.snapshot) return { kind: 'overtaken' };
    const ends = page.snapshot && !page.more;
    const deleted = countDeletes(database, read, ends ? state.snapshot : null);
    const accepted = acceptedDeletes(now);
    const tooMany = judgeDeletes(addCounts(deleted, deletedBefore), accepted);
    if (tooMany.length > 0) return { kind: 'held', deletes: tooMany };
    const listing = { snapshot: state.snapshot, rewrite: page.snapshot && state.rewriting };
    for (const [entity, records] of read.records) writePulled(database, entity, records, listing);
    for (const [entity, ids] of read.tombstones) removePulled(database, entity, ids);
    if (ends) sweepUnlisted(database, state.snapshot);
    database.orm
      .update(syncState)
      .set({
        cursor: page.cursor,
        epoch: page.epoch,
        heldDeletes: null,
        ...(ends ? { initialised: true, rewriting: false } : {}),
        downloadDone: page.snapshot && page.more ? (page.progress?.done ?? null) : null,
        downloadTotal: page.snapshot && page.more ? (page.progress?.total ?? null) : null,
      })
      .run();
    const touched = new Set([...read.records.keys(), ...read.tombstones.keys()]);
    // What she accepted does not count against the pages that follow.
    return {
      kind: 'applied',
      rows: read.rows,
      entities: [...touched],
      deleted: accepted.length > 0 ? [] : addCounts(deleted, deletedBefore),
    };
  });
}

/** The number of the listing under way, and whether rows of known revisions are written too. */
type Listing = { snapshot: number; rewrite: boolean };
/** The server's row; null when it is deleted there. */
type ServerRow = { id: string; revision: number; row: MirrorRecord | null; rewrite: boolean };

type ReadPage = {
  records: Map<EntityName, MirrorRecord[]>;
  tombstones: Map<EntityName, string[]>;
  rows: number;
};

function readPage(page: ChangesPage): ReadPage | null {
  const records = new Map<EntityName, MirrorRecord[]>();
  const tombstones = new Map<EntityName, string[]>();
  let rows = 0;
  for (const entity of entityNames) {
    const table = page.changes[entity];
    if (table) {
      const read = readTable(entity, table);
      if (!read) return null;
      records.set(entity, read);
      rows += read.length;
    }
    const gone = page.tombstones[entity];
    if (gone && gone.length > 0) {
      tombstones.set(entity, gone);
      rows += gone.length;
    }
  }
  return { records, tombstones, rows };
}

/** Rows as records of the contract; null when one of them is not. */
function readTable(entity: EntityName, { columns, rows }: PageTable): MirrorRecord[] | null {
  const schema = z.array(recordSchemas[entity] as z.ZodType<MirrorRecord>);
  if (rows.some((row) => row.length !== columns.length)) return null;
  const objects = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
  const read = schema.safeParse(objects);
  if (!read.success || read.data.some(({ revision }) => revision < 1)) return null;
  // Later rows of one page win over earlier ones of the same record.
  return [...new Map(read.data.map((record) => [record.id, record])).values()];
}

function writePulled(
  database: Database,
  entity: EntityName,
  records: MirrorRecord[],
  { snapshot, rewrite }: Listing,
): void {
  const ids = records.map(({ id }) => id);
  const known = revisionsOf(database, entity, ids);
  const edited = unsettledIds(database, entity, ids);
  const newer = records.filter(
    ({ id, revision }) => !edited.has(id) && (rewrite || revision > (known.get(id) ?? 0)),
  );
  writeRecords(database, entity, newer, snapshot);
  markListed(database, entity, ids, snapshot);
  if (edited.size === 0) return;
  const writable = entity as WritableEntity;
  for (const record of records.filter(({ id }) => edited.has(id))) {
    putShadow(database, writable, { id: record.id, revision: record.revision, row: record, rewrite });
  }
  showRecords(database, writable, [...edited]);
}

function removePulled(database: Database, entity: EntityName, ids: string[]): void {
  const edited = unsettledIds(database, entity, ids);
  removeRecords(
    database,
    entity,
    ids.filter((id) => !edited.has(id)),
  );
  const revisions = revisionsOf(database, entity, [...edited]);
  for (const id of edited)
    putShadow(database, entity as WritableEntity, {
      id,
      revision: (revisions.get(id) ?? 0) + 1,
      row: null,
      rewrite: false,
    });
}

/** The server's row of a record with edits on top goes aside; an older one never replaces a newer one. */
function putShadow(
  database: Database,
  entity: WritableEntity,
  { id, revision, row, rewrite }: ServerRow,
): void {
  const where = and(eq(shadows.entity, entity), eq(shadows.recordId, id));
  const kept = database.orm.select({ revision: shadows.revision }).from(shadows).where(where).get();
  if (kept && kept.revision >= revision && !rewrite) return;
  database.orm
    .insert(shadows)
    .values({ entity, recordId: id, revision, row })
    .onConflictDoUpdate({ target: [shadows.entity, shadows.recordId], set: { revision, row } })
    .run();
}

function unsettledIds(database: Database, entity: EntityName, ids: string[]): Set<string> {
  if (!writableEntities.some((name) => name === entity) || ids.length === 0) return new Set();
  const open = database.orm
    .selectDistinct({ id: outbox.recordId })
    .from(outbox)
    .where(
      and(
        eq(outbox.entity, entity as WritableEntity),
        inArray(outbox.state, ['pending', 'in_flight', 'parked']),
      ),
    )
    .all();
  const asked = new Set(ids);
  return new Set(open.map(({ id }) => id).filter((id) => asked.has(id)));
}

/** What a whole first download did not list is no longer in scope. */
function sweepUnlisted(database: Database, snapshot: number): void {
  for (const entity of entityNames) removePulled(database, entity, unlistedIds(database, entity, snapshot));
}
