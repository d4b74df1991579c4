import { eq } from 'drizzle-orm';
import { fieldGroups, type WritableEntity } from '../../shared/contracts/entities';
import type { MutationResult, Outcome } from '../../shared/contracts/mutations';
import type { Json } from '../../shared/contracts/primitives';
import { backOff } from '../../shared/rules/back-off';
import { appendAudit } from '../audit/append-audit';
import { mutationTitle } from '../database/mutation-title';
import type { Database } from '../database/open-database';
import { readRecord } from '../database/records';
import { conflicts, type OutboxRow, type OutboxState, outbox } from '../database/schema';
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
      journal(database, row, result, ports);
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

/** The row that is now the server's newest, unless a page has brought a newer one meanwhile. Runs once a mutation: raw SQL. */
function keepServerRow(database: Database, row: OutboxRow, { record, revision }: MutationResult): void {
  const { entity, recordId } = row;
  const stands = revision ?? Number(record?.revision ?? 0);
  database
    .prepare(
      `INSERT INTO shadows (entity, record_id, revision, row) VALUES (?, ?, ?, ?)
       ON CONFLICT (entity, record_id) DO UPDATE SET row = excluded.row, revision = max(revision, excluded.revision)
       WHERE excluded.revision = 0 OR excluded.revision >= revision`,
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

/** One journal row for each field group in which the server's values stay: what she saw, wrote, and what stands. */
function journal(database: Database, row: OutboxRow, result: MutationResult, { now, newId }: Ports): void {
  const gone = result.record === null ? readRecord(database, row.entity, row.recordId) : null;
  for (const [group, fields] of Object.entries(fieldGroups[row.entity])) {
    const touched = fields.filter((field) => field in row.payload.changes);
    const lost =
      result.groups?.includes(group) ||
      (result.record === null && (touched.length > 0 || row.operation === 'delete'));
    if (!lost) continue;
    const named = row.operation === 'delete' ? [...fields] : touched;
    database.orm
      .insert(conflicts)
      .values({
        id: newId(),
        mutationId: row.id,
        entity: row.entity,
        recordId: row.recordId,
        title: mutationTitle(database, row),
        fieldGroup: group,
        base: pick(row.payload.base, named),
        mine: row.operation === 'delete' ? {} : pick(row.payload.changes, named),
        theirs: result.record ? pick(result.record as Record<string, Json>, named) : null,
        gone,
        madeBy: result.by ?? null,
        at: now,
        state: 'open',
      })
      .run();
  }
}

function pick(values: Record<string, Json>, fields: string[]): Record<string, Json> {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
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
