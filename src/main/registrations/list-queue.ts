import { desc, eq, inArray } from 'drizzle-orm';
import type { EntityName, WritableEntity } from '../../shared/contracts/entities';
import type { ConflictLine, Notice, QueueLine, RunLine } from '../../shared/contracts/ipc';
import { chooseBatches } from '../../shared/rules/choose-batches';
import type { Database } from '../database/open-database';
import { conflicts, notices, type OutboxRow, outbox, syncRuns } from '../database/schema';
import { listCandidates } from '../outbox/claim';
import type { Context } from './context';

/** What is on its way, or what needs the person, in the order it was made. */
export function listQueue(
  { database, now }: Context,
  { only, limit }: { only: 'waiting' | 'needs_person'; limit: number },
): { total: number; lines: QueueLine[] } {
  const { waitsFor } = chooseBatches(listCandidates(database), now());
  const states = only === 'waiting' ? (['pending', 'in_flight'] as const) : (['parked'] as const);
  const rows = database.orm
    .select()
    .from(outbox)
    .where(inArray(outbox.state, [...states]))
    .orderBy(outbox.sequence)
    .all();
  const other = (id: string) => database.orm.select().from(outbox).where(eq(outbox.id, id)).get();
  return {
    total: rows.length,
    lines: rows.slice(0, limit).map((row) => {
      const blocker = waitsFor.has(row.id) ? other(waitsFor.get(row.id) as string) : undefined;
      return toLine(database, row, blocker);
    }),
  };
}

export function listConflicts({ database }: Context): ConflictLine[] {
  const rows = database.orm
    .select()
    .from(conflicts)
    .where(eq(conflicts.state, 'open'))
    .orderBy(desc(conflicts.at))
    .all();
  return rows.map((row) => ({
    id: row.id,
    entity: row.entity,
    recordId: row.recordId,
    title: titleOf(database, row.entity, row.recordId, { ...row.base, ...row.mine }),
    group: row.fieldGroup,
    at: row.at,
    by: row.madeBy,
    deletedThere: row.theirs === null,
    fields: [...new Set([...Object.keys(row.base), ...Object.keys(row.mine)])].map((field) => ({
      field,
      base: row.base[field] ?? null,
      mine: row.mine[field] ?? null,
      theirs: row.theirs?.[field] ?? null,
    })),
  }));
}

export function listRuns({ database }: Context): RunLine[] {
  const rows = database.orm.select().from(syncRuns).orderBy(desc(syncRuns.startedAt)).limit(50).all();
  return rows.map(({ cause, bytes: _bytes, ...run }) => ({ ...run, trigger: cause }));
}

export function listNotices({ database }: Context): Notice[] {
  return database.orm
    .select({ id: notices.id, at: notices.at, kind: notices.kind, count: notices.count })
    .from(notices)
    .where(eq(notices.dismissed, false))
    .orderBy(desc(notices.at))
    .limit(20)
    .all();
}

/** Takes a notice away; nothing else changes. */
export function dismissNotice({ database }: Context, id: string): void {
  database.write(() => database.orm.update(notices).set({ dismissed: true }).where(eq(notices.id, id)).run());
}

function toLine(database: Database, row: OutboxRow, blocker: OutboxRow | undefined): QueueLine {
  return {
    mutationId: row.id,
    entity: row.entity,
    recordId: row.recordId,
    operation: row.operation,
    title: titleOf(database, row.entity, row.recordId, { ...row.payload.base, ...row.payload.changes }),
    state:
      row.state === 'parked'
        ? 'needs_fixing'
        : row.state === 'in_flight'
          ? 'sending'
          : blocker
            ? 'waits_for_other'
            : 'waiting',
    attempts: row.attempts,
    retryAt: row.retryAt,
    madeAt: row.madeAt,
    waitsFor: blocker
      ? {
          entity: blocker.entity,
          title: titleOf(database, blocker.entity, blocker.recordId, {
            ...blocker.payload.base,
            ...blocker.payload.changes,
          }),
        }
      : null,
    problem: row.problem ? { code: row.problem.code, field: row.problem.field ?? null } : null,
  };
}

/** What a person calls the record: a name, or a mentor and a date. `known`: values to fall back on when it is gone. */
function titleOf(database: Database, entity: EntityName, id: string, known: Record<string, unknown>): string {
  if (entity === 'peer_mentors')
    return String(known.displayName ?? nameOf(database, 'peer_mentors', 'display_name', id));
  if (entity === 'contacts') return String(known.pseudonym ?? nameOf(database, 'contacts', 'pseudonym', id));
  const row = database.prepare('SELECT occurred_on AS on_date FROM activities WHERE id = ?').get(id) as
    | { on_date: string }
    | undefined;
  const mentors =
    (known.mentors as { peerMentorId: string }[] | undefined)?.map(({ peerMentorId }) => peerMentorId) ??
    mentorsOf(database, id);
  const names = mentors.map((mentor) => nameOf(database, 'peer_mentors', 'display_name', mentor));
  const date = String(known.occurredOn ?? row?.on_date ?? '');
  return [names.join(', '), date].filter((part) => part !== '').join(' · ');
}

function mentorsOf(database: Database, activityId: string): string[] {
  const rows = database
    .prepare(`SELECT peer_mentor_id AS id FROM activity_mentors WHERE activity_id = ? ORDER BY role = 'with'`)
    .all(activityId) as { id: string }[];
  return rows.map(({ id }) => id);
}

function nameOf(database: Database, table: WritableEntity, column: string, id: string): string {
  const row = database.prepare(`SELECT ${column} AS name FROM ${table} WHERE id = ?`).get(id) as
    | { name: string }
    | undefined;
  return row?.name ?? '–';
}
