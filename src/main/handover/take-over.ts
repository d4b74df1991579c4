import { type WritableEntity, writableEntities } from '../../shared/contracts/entities';
import type { HandoverCounts } from '../../shared/contracts/handover';
import { type AuditLine, appendAudit } from '../audit/append-audit';
import type { Database } from '../database/open-database';
import type { RawRow } from '../database/read-queue-copy';
import { insertRaw } from '../database/salvage';
import { keepServerRow } from '../outbox/keep-server-row';
import { showRecords } from '../outbox/show-records';
import { countQueue } from './collect-queue';
import type { HandoverContent } from './handover-content';

export type TakenOver = { counts: HandoverCounts; known: number };

/**
 * Adds what another computer handed over, in one transaction, behind what is queued here. Ids stay: the server
 * answers a mutation that the other one has sent as the first time. What this computer has already is left as it is.
 */
export function takeOver(database: Database, content: HandoverContent, now: number): TakenOver {
  return database.write(() => {
    const before = countQueue(database);
    const fresh = content.outbox.filter(isUnknown(database, 'SELECT 1 FROM outbox WHERE id = ?'));
    for (const row of fresh) keepServerRow(database, entityOf(row), String(row.record_id));
    insertRaw(database, 'outbox', fresh.map(asQueuedHere));
    const conflicts = content.conflicts.filter(isUnansweredHere(database));
    insertRaw(database, 'conflicts', conflicts);
    const drafts = takeDrafts(database, content, now);
    appendAudit(
      database,
      fresh.map((row) => toLine(row, now)),
    );
    for (const entity of writableEntities) {
      const ids = fresh.filter((row) => row.entity === entity).map(({ record_id }) => String(record_id));
      showRecords(database, entity, ids);
    }
    const after = countQueue(database);
    const added = (name: keyof HandoverCounts) => after[name] - before[name];
    return {
      counts: {
        waiting: added('waiting'),
        parked: added('parked'),
        conflicts: added('conflicts'),
        drafts: added('drafts'),
      },
      known:
        content.outbox.length -
        fresh.length +
        (content.conflicts.length - conflicts.length) +
        (content.drafts.length - drafts),
    };
  });
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

/** Rows that have become registrations meanwhile stay what they are. Returns how many were new. */
function takeDrafts(database: Database, content: HandoverContent, now: number): number {
  const isUnregistered = isUnknown(
    database,
    `SELECT 1 FROM (SELECT ? AS id) AS asked WHERE EXISTS (SELECT 1 FROM activities WHERE id = asked.id)
       OR EXISTS (SELECT 1 FROM outbox WHERE record_id = asked.id)`,
  );
  const isNew = isUnknown(database, 'SELECT 1 FROM drafts WHERE id = ?');
  const drafts = content.drafts.filter((row) => isNew(row) && isUnregistered(row));
  const sessions = new Set(drafts.map(({ session_id }) => String(session_id)));
  // The entry session touched last is the one that is opened next.
  const opened = content.draft_sessions
    .filter(({ id }) => sessions.has(String(id)))
    .map((row) => ({ ...row, updated_at: now, finished_at: null }));
  insertRaw(database, 'draft_sessions', opened);
  const reopen = database.prepare(
    'UPDATE draft_sessions SET finished_at = NULL, updated_at = ? WHERE id = ?',
  );
  for (const id of sessions) reopen.run(now, id);
  insertRaw(database, 'drafts', drafts);
  return drafts.length;
}

function entityOf(row: RawRow): WritableEntity {
  return row.entity as WritableEntity;
}

function toLine(row: RawRow, at: number): AuditLine {
  const recordId = String(row.record_id);
  return { at, actor: String(row.actor), action: 'taken_over', entity: entityOf(row), recordId, fields: [] };
}
