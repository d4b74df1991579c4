import { type WritableEntity, writableEntities } from '../../shared/contracts/entities';
import type { HandoverCounts } from '../../shared/contracts/handover';
import { firstSliceRows, nextSliceRows } from '../../shared/rules/next-slice-rows';
import { type AuditLine, appendAudit } from '../audit/append-audit';
import type { Database } from '../database/open-database';
import type { RawRow } from '../database/read-queue-copy';
import { insertRaw } from '../database/salvage';
import { keepServerRow } from '../outbox/keep-server-row';
import { showRecords } from '../outbox/show-records';
import type { HandoverContent } from './handover-content';
import type { HandoverContext } from './ports';

export type TakenOver = { counts: HandoverCounts; known: number };
type Taking = Pick<HandoverContext, 'database' | 'now'>;

/**
 * Adds what another computer handed over, behind what is queued here. Ids stay: the server answers a mutation that the
 * other one has sent as the first time. What this computer has already is left as it is, so that a taking that was cut off
 * goes on when the file is opened again. In slices, in the order of the queue: what one mutation needs stands before it.
 */
export async function takeOver(
  context: Taking,
  content: HandoverContent,
  turn: () => Promise<unknown>,
): Promise<TakenOver> {
  const { database, now } = context;
  const inSlices = (rows: RawRow[], take: (slice: RawRow[]) => RawRow[]) =>
    takeInSlices(context, { rows, take, turn });
  const mutations = await inSlices(content.outbox, (slice) => takeMutations(database, slice, now()));
  const conflicts = await inSlices(content.conflicts, (slice) => takeConflicts(database, slice));
  const drafts = await inSlices(content.drafts, (slice) =>
    takeDrafts(database, { sessions: content.draft_sessions, drafts: slice }, now()),
  );
  const parked = mutations.filter(({ state }) => state === 'parked').length;
  const all = content.outbox.length + content.conflicts.length + content.drafts.length;
  return {
    counts: {
      waiting: mutations.length - parked,
      parked,
      conflicts: conflicts.length,
      drafts: drafts.filter((row) => row.removed_at === null && row.cells !== '{}').length,
    },
    known: all - mutations.length - conflicts.length - drafts.length,
  };
}

type Slices = { rows: RawRow[]; take: (slice: RawRow[]) => RawRow[]; turn: () => Promise<unknown> };

/** Each slice all or nothing, on disk when it is done; before each, others have their turn. Returns the rows that were new. */
async function takeInSlices({ database, now }: Taking, { rows, take, turn }: Slices): Promise<RawRow[]> {
  const taken: RawRow[] = [];
  let size = firstSliceRows;
  for (let start = 0; start < rows.length; ) {
    await turn();
    const slice = rows.slice(start, start + size);
    start += slice.length;
    const startedAt = now();
    taken.push(...database.write(() => take(slice)));
    size = nextSliceRows(slice.length, now() - startedAt);
  }
  return taken;
}

function takeMutations(database: Database, rows: RawRow[], now: number): RawRow[] {
  const fresh = rows.filter(isUnknown(database, 'SELECT 1 FROM outbox WHERE id = ?'));
  for (const row of fresh) keepServerRow(database, entityOf(row), String(row.record_id));
  insertRaw(database, 'outbox', fresh.map(asQueuedHere));
  appendAudit(
    database,
    fresh.map((row) => toLine(row, now)),
  );
  for (const entity of writableEntities) {
    const ids = fresh.filter((row) => row.entity === entity).map(({ record_id }) => String(record_id));
    showRecords(database, entity, ids);
  }
  return fresh;
}

function takeConflicts(database: Database, rows: RawRow[]): RawRow[] {
  const fresh = rows.filter(isUnansweredHere(database));
  insertRaw(database, 'conflicts', fresh);
  return fresh;
}

/** It gets the next number of this queue; whether its answer was lost there is as if it were still to be sent. */
function asQueuedHere({ sequence: _, ...row }: RawRow): RawRow {
  return {
    ...row,
    state: row.state === 'in_flight' ? 'pending' : (row.state ?? null),
    claimed_at: row.claimed_at ?? row.made_at ?? null,
    retry_at: null,
  };
}

function isUnknown(database: Database, sql: string): (row: RawRow) => boolean {
  const known = database.prepare(sql);
  return ({ id }) => known.get(id) === undefined;
}

/** The answer to a mutation that both have sent is in the journal of both, each under a name of its own. */
function isUnansweredHere(database: Database): (row: RawRow) => boolean {
  const journalled = database.prepare('SELECT 1 FROM conflicts WHERE mutation_id = ? AND field_group = ?');
  return (row) => journalled.get(row.mutation_id, row.field_group) === undefined;
}

/** Rows that have become registrations meanwhile stay what they are. */
function takeDrafts(
  database: Database,
  handed: { sessions: RawRow[]; drafts: RawRow[] },
  now: number,
): RawRow[] {
  const isUnregistered = isUnknown(
    database,
    `SELECT 1 FROM (SELECT ? AS id) AS asked WHERE EXISTS (SELECT 1 FROM activities WHERE id = asked.id)
       OR EXISTS (SELECT 1 FROM outbox WHERE record_id = asked.id)`,
  );
  const isNew = isUnknown(database, 'SELECT 1 FROM drafts WHERE id = ?');
  const drafts = handed.drafts.filter((row) => isNew(row) && isUnregistered(row));
  const sessions = new Set(drafts.map(({ session_id }) => String(session_id)));
  // The entry session touched last is the one that is opened next.
  const opened = handed.sessions
    .filter(({ id }) => sessions.has(String(id)))
    .map((row) => ({ ...row, updated_at: now, finished_at: null }));
  insertRaw(database, 'draft_sessions', opened);
  const reopen = database.prepare(
    'UPDATE draft_sessions SET finished_at = NULL, updated_at = ? WHERE id = ?',
  );
  for (const id of sessions) reopen.run(now, id);
  insertRaw(database, 'drafts', drafts);
  return drafts;
}

function entityOf(row: RawRow): WritableEntity {
  return row.entity as WritableEntity;
}

function toLine(row: RawRow, at: number): AuditLine {
  const recordId = String(row.record_id);
  return { at, actor: String(row.actor), action: 'taken_over', entity: entityOf(row), recordId, fields: [] };
}
