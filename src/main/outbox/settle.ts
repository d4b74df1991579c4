import type { WritableEntity } from '../../shared/contracts/entities';
import type { MutationResult } from '../../shared/contracts/mutations';
import { backOff } from '../../shared/rules/back-off';
import { appendAudit } from '../audit/append-audit';
import { confirmRecords } from '../database/confirm-records';
import type { Database } from '../database/open-database';
import { type Claimed, payloadOf } from './claim';
import { closeJournal, journalConflict } from './journal-conflicts';
import { park } from './park';
import { showRecords } from './show-records';

export type Settlement = { settled: number; conflicts: number; parked: number; failed: number };
type Ports = { now: number; fraction: () => number; newId: () => string };

/** What was claimed, with its result. `asShown`: the record came back as the mirror shows it, but for its revision. */
export type Sent = { row: Claimed; result: MutationResult; asShown: boolean };

/** Eight tries and a day: whichever comes last. */
const mostAttempts = 8;
const shortestPatienceMs = 24 * 3_600_000;

/** Writes the server's word on a batch of one entity, all of it or nothing. No record is in it twice. */
export function settle(database: Database, sent: Sent[], ports: Ports): Settlement {
  return database.write(() => {
    const counts: Settlement = { settled: 0, conflicts: 0, parked: 0, failed: 0 };
    for (const one of sent) counts[settleOne(database, one, ports)] += 1;
    const decided = sent.filter(isDecided);
    close(database, decided, ports.now);
    closeJournal(
      database,
      decided.filter(({ result }) => result.outcome !== 'conflict').map(({ row }) => row.id),
    );
    const [first] = decided;
    if (first) showDecided(database, first.row.entity, decided);
    appendAudit(
      database,
      decided.map(({ row, result }) => ({
        at: ports.now,
        actor: row.actor,
        action: result.outcome === 'conflict' ? ('conflicted' as const) : ('sent' as const),
        entity: row.entity,
        recordId: row.recordId,
        fields: Object.keys(payloadOf(row).changes),
      })),
    );
    return counts;
  });
}

/** What one outcome means for itself; what all decided ones have in common is written for all at once. */
function settleOne(database: Database, { row, result }: Sent, ports: Ports): keyof Settlement {
  switch (result.outcome) {
    case 'applied':
    case 'merged':
      return 'settled';
    case 'conflict':
      return journalConflict(database, { row: withPayload(row), result }, ports) ? 'conflicts' : 'settled';
    case 'rejected':
      park(database, withPayload(row), { problem: result.problem ?? { code: 'internal' }, now: ports.now });
      return 'parked';
    case 'failed':
      return fail(database, row, ports);
  }
}

function isDecided({ result }: Sent): boolean {
  return result.outcome !== 'rejected' && result.outcome !== 'failed';
}

/** One statement for each outcome that occurs. */
function close(database: Database, decided: Sent[], now: number): void {
  for (const outcome of ['applied', 'merged', 'conflict'] as const) {
    const sequences = decided
      .filter(({ result }) => result.outcome === outcome)
      .map(({ row }) => row.sequence);
    if (sequences.length === 0) continue;
    database
      .prepare(
        `UPDATE outbox SET state = ?, outcome = ?, settled_at = ?, retry_at = NULL, problem = NULL
         WHERE sequence IN (SELECT value FROM json_each(?))`,
      )
      .run(outcome === 'conflict' ? 'conflicted' : 'settled', outcome, now, JSON.stringify(sequences));
  }
}

/**
 * Puts the server's records into the mirror. One that came back as it is shown, with nothing else waiting on it and
 * nothing newer known (a record taken away by a page is newer than all), only gets its revision; all others are kept aside and shown anew.
 */
function showDecided(database: Database, entity: WritableEntity, decided: Sent[]): void {
  const list = JSON.stringify(decided.map(({ row }) => row.recordId));
  const waiting = new Set(
    // `+state` keeps the planner on the index by record, however long the queue is.
    database
      .prepare(
        `SELECT record_id FROM outbox WHERE record_id IN (SELECT value FROM json_each(?)) AND entity = ?
           AND +state IN ('pending', 'in_flight', 'parked')`,
      )
      .pluck()
      .all(list, entity) as string[],
  );
  const kept = new Map(
    database
      .prepare(
        `SELECT record_id, iif(row IS NULL, 9e15, revision) FROM shadows
         WHERE entity = ? AND record_id IN (SELECT value FROM json_each(?))`,
      )
      .raw()
      .all(entity, list) as [string, number][],
  );
  const isConfirmed = ({ row, result, asShown }: Sent) =>
    asShown && !waiting.has(row.recordId) && (kept.get(row.recordId) ?? 0) <= (result.revision ?? 0);
  const confirmed = decided.filter(isConfirmed);
  confirmRecords(
    database,
    entity,
    confirmed.map(({ row, result }) => [row.recordId, result.revision ?? 0]),
  );
  dropShadows(
    database,
    entity,
    confirmed.map(({ row }) => row.recordId).filter((id) => kept.has(id)),
  );
  const others = decided.filter((one) => !isConfirmed(one));
  keepServerRows(database, others);
  showRecords(
    database,
    entity,
    others.map(({ row }) => row.recordId),
  );
}

function dropShadows(database: Database, entity: WritableEntity, ids: string[]): void {
  if (ids.length === 0) return;
  database
    .prepare('DELETE FROM shadows WHERE entity = ? AND record_id IN (SELECT value FROM json_each(?))')
    .run(entity, JSON.stringify(ids));
}

/**
 * The rows that are now the server's newest, unless a page has brought newer ones meanwhile. A record that a page has
 * taken away stays away: had it been gone before its mutation was decided, the answer would hold no record. While
 * another history of the server is listed, revisions of the one before say nothing.
 */
function keepServerRows(database: Database, decided: Sent[]): void {
  const { snapshot, rewriting } = (database.prepare('SELECT snapshot, rewriting FROM sync_state').get() ?? {
    snapshot: 1,
    rewriting: 0,
  }) as { snapshot: number; rewriting: number };
  const statement = database.prepare(
    `INSERT INTO shadows (entity, record_id, revision, row, snapshot) VALUES (@entity, @id, @revision, @row, @snapshot)
     ON CONFLICT (entity, record_id) DO UPDATE
       SET row = excluded.row, snapshot = excluded.snapshot,
           revision = iif(@rewriting AND excluded.revision > 0, excluded.revision, max(revision, excluded.revision))
     WHERE (shadows.row IS NOT NULL OR excluded.row IS NULL)
       AND (@rewriting OR excluded.revision = 0 OR excluded.revision >= revision)`,
  );
  for (const { row, result } of decided) {
    const { record } = result;
    const revision = result.revision ?? Number(record?.revision ?? 0);
    statement.run({
      entity: row.entity,
      id: row.recordId,
      revision,
      row: record ? JSON.stringify(record) : null,
      snapshot,
      rewriting,
    });
  }
}

function fail(database: Database, row: Claimed, { now, fraction }: Ports): keyof Settlement {
  const attempts = row.attempts + 1;
  const firstFailedAt = row.firstFailedAt ?? now;
  if (attempts >= mostAttempts && now - firstFailedAt >= shortestPatienceMs) {
    park(database, { ...withPayload(row), attempts }, { problem: { code: 'internal' }, now });
    return 'parked';
  }
  database
    .prepare(
      `UPDATE outbox SET state = 'pending', attempts = ?, first_failed_at = ?, retry_at = ? WHERE sequence = ?`,
    )
    .run(attempts, firstFailedAt, now + backOff(attempts, fraction()), row.sequence);
  return 'failed';
}

function withPayload(row: Claimed) {
  return { ...row, payload: payloadOf(row) };
}
