import type { HandoverCounts } from '../../shared/contracts/handover';
import { currentShape } from '../../shared/rules/upcast-mutation';
import { type AuditLine, appendAudit } from '../audit/append-audit';
import { countWork } from '../database/count-work';
import type { Database } from '../database/open-database';
import type { RawRow } from '../database/read-queue-copy';
import { bringUpToDate } from '../outbox/bring-up-to-date';
import type { HandoverContent } from './handover-content';

const open = `('pending', 'in_flight', 'parked')`;
const openSessions = `SELECT id FROM draft_sessions WHERE finished_at IS NULL`;

/** What is kept only here and can be handed over. */
export function countQueue(database: Database): HandoverCounts {
  const { waiting, parked, conflicts, drafts } = countWork(database);
  return { waiting, parked, conflicts, drafts };
}

/**
 * Everything that is not sent, as it stands at one moment. From here on another computer may send it, so it counts as
 * taken for sending: it is brought to today's shape and is never changed again under its id.
 */
export function collectQueue(database: Database, now: number): HandoverContent {
  const all = (sql: string) => database.prepare(sql).all() as RawRow[];
  return database.write(() => {
    bringUpToDate(database, olderThanToday(database), currentShape);
    database
      .prepare(
        `UPDATE outbox SET claimed_at = ? WHERE state IN ('pending', 'in_flight') AND claimed_at IS NULL`,
      )
      .run(now);
    const outbox = all(`SELECT * FROM outbox WHERE state IN ${open} ORDER BY sequence`);
    appendAudit(
      database,
      outbox.map((row) => toLine(row, now)),
    );
    return {
      outbox,
      conflicts: all(`SELECT * FROM conflicts WHERE state = 'open' ORDER BY at`),
      draft_sessions: all(
        `SELECT * FROM draft_sessions WHERE id IN (${openSessions}) AND id IN (SELECT session_id FROM drafts)`,
      ),
      drafts: all(`SELECT * FROM drafts WHERE session_id IN (${openSessions}) ORDER BY session_id, position`),
    };
  });
}

function olderThanToday(database: Database): string[] {
  return database
    .prepare(
      `SELECT id FROM outbox WHERE state IN ${open} AND claimed_at IS NULL AND schema_version < ${currentShape.version}`,
    )
    .pluck()
    .all() as string[];
}

function toLine(row: RawRow, at: number): AuditLine {
  const { actor, entity, record_id: recordId } = row as unknown as AuditLine & { record_id: string };
  return { at, actor, action: 'handed_over', entity, recordId, fields: [] };
}
