import { eq } from 'drizzle-orm';
import type { WritableEntity } from '../../shared/contracts/entities';
import type { MutationResult, Outcome } from '../../shared/contracts/mutations';
import { backOff } from '../../shared/rules/back-off';
import { appendAudit } from '../audit/append-audit';
import type { Database } from '../database/open-database';
import { type OutboxRow, type OutboxState, outbox } from '../database/schema';
import { journalConflict } from './journal-conflicts';
import { park } from './park';
import { showRecords } from './show-records';

export type Settlement = { settled: number; conflicts: number; parked: number; failed: number };
type Ports = { now: number; fraction: () => number; newId: () => string };
type Sent = { row: OutboxRow; result: MutationResult };

/** Eight tries and a day: whichever comes last. */
const mostAttempts = 8;
const shortestPatienceMs = 24 * 3_600_000;

/** Writes the server's word on a batch, all of it or nothing. `sent`: what was claimed, with its result. */
export function settle(database: Database, sent: Sent[], ports: Ports): Settlement {
  return database.write(() => {
    const counts: Settlement = { settled: 0, conflicts: 0, parked: 0, failed: 0 };
    for (const one of sent) counts[settleOne(database, one, ports)] += 1;
    for (const [entity, ids] of recordsOf(sent)) showRecords(database, entity, ids);
    appendAudit(
      database,
      sent
        .filter(
          ({ result }) =>
            result.outcome === 'applied' || result.outcome === 'merged' || result.outcome === 'conflict',
        )
        .map(({ row, result }) => ({
          at: ports.now,
          actor: row.actor,
          action: result.outcome === 'conflict' ? ('conflicted' as const) : ('sent' as const),
          entity: row.entity,
          recordId: row.recordId,
          fields: Object.keys(row.payload.changes),
        })),
    );
    return counts;
  });
}

function settleOne(database: Database, { row, result }: Sent, ports: Ports): keyof Settlement {
  switch (result.outcome) {
    case 'applied':
    case 'merged':
      keepServerRow(database, row, result);
      close(database, row, 'settled', { outcome: result.outcome, now: ports.now });
      return 'settled';
    case 'conflict':
      journalConflict(database, { row, result }, ports);
      keepServerRow(database, row, result);
      close(database, row, 'conflicted', { outcome: 'conflict', now: ports.now });
      return 'conflicts';
    case 'rejected':
      park(database, row, { problem: result.problem ?? { code: 'internal' }, now: ports.now });
      return 'parked';
    case 'failed':
      return fail(database, row, ports);
  }
}

/**
 * The row that is now the server's newest, unless a page has brought a newer one meanwhile. A record that a page has
 * taken away stays away: had it been gone before this mutation was decided, the answer would hold no record. Runs
 * once a mutation: raw SQL.
 */
function keepServerRow(database: Database, row: OutboxRow, { record, revision }: MutationResult): void {
  const { entity, recordId } = row;
  const stands = revision ?? Number(record?.revision ?? 0);
  database
    .prepare(
      `INSERT INTO shadows (entity, record_id, revision, row) VALUES (?, ?, ?, ?)
       ON CONFLICT (entity, record_id) DO UPDATE SET row = excluded.row, revision = max(revision, excluded.revision)
       WHERE (shadows.row IS NOT NULL OR excluded.row IS NULL)
         AND (excluded.revision = 0 OR excluded.revision >= revision)`,
    )
    .run(entity, recordId, stands, record ? JSON.stringify(record) : null);
}

function close(
  database: Database,
  row: OutboxRow,
  state: OutboxState,
  { outcome, now }: { outcome: Outcome; now: number },
): void {
  database
    .prepare(
      'UPDATE outbox SET state = ?, outcome = ?, settled_at = ?, retry_at = NULL, problem = NULL WHERE id = ?',
    )
    .run(state, outcome, now, row.id);
}

function fail(database: Database, row: OutboxRow, { now, fraction }: Ports): keyof Settlement {
  const attempts = row.attempts + 1;
  const firstFailedAt = row.firstFailedAt ?? now;
  if (attempts >= mostAttempts && now - firstFailedAt >= shortestPatienceMs) {
    park(database, { ...row, attempts }, { problem: { code: 'internal' }, now });
    return 'parked';
  }
  const retryAt = now + backOff(attempts, fraction());
  database.orm
    .update(outbox)
    .set({ state: 'pending', attempts, firstFailedAt, retryAt })
    .where(eq(outbox.id, row.id))
    .run();
  return 'failed';
}

function recordsOf(sent: Sent[]): Map<WritableEntity, string[]> {
  const groups = new Map<WritableEntity, string[]>();
  for (const { row } of sent) groups.set(row.entity, [...(groups.get(row.entity) ?? []), row.recordId]);
  return groups;
}
