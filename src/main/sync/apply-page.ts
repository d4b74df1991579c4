import { and, eq } from 'drizzle-orm';
import {
  type EntityName,
  entityNames,
  type WritableEntity,
  writableEntities,
} from '../../shared/contracts/entities';
import type { PageHead } from '../../shared/contracts/sync-api';
import { type DeleteCount, judgeDeletes } from '../../shared/rules/judge-deletes';
import type { Database } from '../database/open-database';
import {
  idOf,
  type MirrorRecord,
  type MirrorRow,
  markListed,
  removeRecords,
  revisionOf,
  revisionsOf,
  toRecord,
  unlistedIds,
  writeRows,
} from '../database/records';
import { shadows } from '../database/schema';
import { findSyncState, type SyncState, updateSyncState } from '../database/sync-state';
import { showRecords } from '../outbox/show-records';
import { addCounts, countDeletes } from './count-deletes';
import { acceptedDeletes } from './hold-deletes';
import { readPage } from './read-page';

export type AppliedPage =
  | { kind: 'applied'; rows: number; entities: EntityName[]; more: boolean; deleted: DeleteCount[] }
  /** Nothing was written: the answer is not a page, or not one of ours. */
  | { kind: 'refused'; why: 'not_json' | 'not_understood' }
  /** Nothing was written: the server has another history than the one the cursor belongs to. */
  | { kind: 'new_epoch'; epoch: string }
  /** Nothing was written: the page would delete so much that the person is asked first. */
  | { kind: 'held'; deletes: DeleteCount[] }
  /** Nothing was written: the cursor the page was asked with is not the one that stands. */
  | { kind: 'overtaken' };

/** Where the mirror stood when the page was asked for. */
export type Standing = Pick<SyncState, 'cursor' | 'epoch' | 'snapshot' | 'rewriting'>;

/**
 * Reads a page, checks all of it, and writes it with its cursor in one transaction, harmless to repeat.
 * `deletedBefore`: what the pages before it in this run have deleted, counted with this page's.
 * `onHead`: told before the write what the page says of itself, unless nothing of it will be written.
 */
export function applyPage(
  database: Database,
  body: Uint8Array,
  options: { standing: Standing; deletedBefore: DeleteCount[]; onHead?: (head: PageHead) => void },
): AppliedPage {
  const { standing, deletedBefore, onHead } = options;
  const read = readPage(body);
  if (read.kind === 'refused') return read;
  const { rows, tombstones, count, ...head } = read.page;
  if (standing.epoch !== null && head.epoch !== standing.epoch)
    return { kind: 'new_epoch', epoch: head.epoch };
  // A server that says "more" without moving on would be asked for ever.
  if (head.more && head.cursor === standing.cursor) return { kind: 'refused', why: 'not_understood' };
  onHead?.(head);
  return database.write(() => {
    const now = findSyncState(database);
    // Another run may have gone on from there, and the person may have answered while the page was on its way.
    if (now?.cursor !== standing.cursor || now.snapshot !== standing.snapshot) return { kind: 'overtaken' };
    const ends = head.snapshot && !head.more;
    const deleted = countDeletes(database, read.page, ends ? standing.snapshot : null);
    const accepted = acceptedDeletes(now);
    const tooMany = judgeDeletes(addCounts(deleted, deletedBefore), accepted);
    if (tooMany.length > 0) return { kind: 'held', deletes: tooMany };
    const listing = { snapshot: standing.snapshot, rewrite: head.snapshot && standing.rewriting };
    for (const [entity, pulled] of rows) writePulled(database, entity, pulled, listing);
    for (const [entity, ids] of tombstones) removePulled(database, entity, ids, standing.snapshot);
    if (ends) sweepUnlisted(database, standing.snapshot);
    const goesOn = head.snapshot && head.more ? head.progress : null;
    updateSyncState(database, {
      cursor: head.cursor,
      epoch: head.epoch,
      heldDeletes: null,
      ...(ends ? { initialised: true, rewriting: false } : {}),
      downloadDone: goesOn?.done ?? null,
      downloadTotal: goesOn?.total ?? null,
    });
    return {
      kind: 'applied',
      rows: count,
      entities: [...new Set([...rows.keys(), ...tombstones.keys()])],
      more: head.more,
      // What she accepted does not count against the pages that follow.
      deleted: accepted.length > 0 ? [] : addCounts(deleted, deletedBefore),
    };
  });
}

/** The number of the listing under way, and whether rows of known revisions are written too. */
type Listing = { snapshot: number; rewrite: boolean };
/** The server's row; null when it is deleted there. */
type ServerRow = {
  id: string;
  revision: number;
  row: MirrorRecord | null;
  snapshot: number;
  rewrite: boolean;
};

function writePulled(
  database: Database,
  entity: EntityName,
  rows: MirrorRow[],
  { snapshot, rewrite }: Listing,
): void {
  const ids = rows.map(idOf);
  const known = revisionsOf(database, entity, ids);
  const edited = unsettledIds(database, entity, ids);
  const isNewer = (row: MirrorRow) =>
    !edited.has(idOf(row)) && (rewrite || revisionOf(row) > (known.get(idOf(row)) ?? 0));
  writeRows(database, entity, rows.filter(isNewer), { snapshot, known });
  markListed(database, entity, rows.filter((row) => !isNewer(row)).map(idOf), snapshot);
  if (edited.size === 0) return;
  const writable = entity as WritableEntity;
  for (const row of rows.filter((one) => edited.has(idOf(one)))) {
    const record = toRecord(entity, row);
    putShadow(database, writable, {
      id: record.id,
      revision: record.revision,
      row: record,
      snapshot,
      rewrite,
    });
  }
  showRecords(database, writable, [...edited]);
}

function removePulled(database: Database, entity: EntityName, ids: string[], snapshot: number): void {
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
      revision: revisions.get(id) ?? 0,
      row: null,
      snapshot,
      rewrite: false,
    });
}

/**
 * The server's row of a record with edits on top goes aside; an older one never replaces a newer one. What a page
 * takes away is gone, and back in scope it comes with the revision it had.
 */
function putShadow(
  database: Database,
  entity: WritableEntity,
  { id, revision, row, snapshot, rewrite }: ServerRow,
): void {
  const where = and(eq(shadows.entity, entity), eq(shadows.recordId, id));
  const kept = database.orm
    .select({ revision: shadows.revision, row: shadows.row })
    .from(shadows)
    .where(where)
    .get();
  const replaces =
    rewrite ||
    !kept ||
    row === null ||
    revision > kept.revision ||
    (kept.row === null && revision === kept.revision);
  const newest = row === null ? Math.max(revision, kept?.revision ?? 0) : revision;
  const set = { snapshot, ...(replaces ? { revision: newest, row } : {}) };
  database.orm
    .insert(shadows)
    .values({ entity, recordId: id, revision: newest, row, snapshot })
    .onConflictDoUpdate({ target: [shadows.entity, shadows.recordId], set })
    .run();
}

/** Those of the records on which somebody here has worked, and the server has not answered. */
function unsettledIds(database: Database, entity: EntityName, ids: string[]): Set<string> {
  if (!writableEntities.some((name) => name === entity) || ids.length === 0) return new Set();
  // `+state` keeps the planner on the index by record, however long the queue is.
  const found = database
    .prepare(
      `SELECT DISTINCT record_id FROM outbox WHERE record_id IN (SELECT value FROM json_each(?))
         AND entity = ? AND +state IN ('pending', 'in_flight', 'parked')`,
    )
    .pluck()
    .all(JSON.stringify(ids), entity);
  return new Set(found as string[]);
}

/** What a whole first download did not list is no longer in scope. */
function sweepUnlisted(database: Database, snapshot: number): void {
  for (const entity of entityNames)
    removePulled(database, entity, unlistedIds(database, entity, snapshot), snapshot);
}
