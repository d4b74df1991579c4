import type { Database } from '../database/open-database';

/** Whether what a line of the trail tells of has reached the server; null for lines that are about something else. */
export type IsSent = (line: {
  number: number;
  at: number;
  action: string;
  entity: string;
  recordId: string;
}) => boolean | null;

const saves = new Set(['created', 'updated', 'deleted']);

/**
 * A save has been sent when the trail says later that the record's change was, and no mutation that could hold it is
 * still open. Both are read once, of all records or of one.
 */
export function readSent(database: Database, recordId?: string): IsSent {
  const ofRecord = recordId === undefined ? '' : 'record_id = @recordId AND';
  const bound = recordId === undefined ? {} : { recordId };
  const told = readMap(
    database,
    bound,
    `SELECT entity, record_id AS recordId, max(number) AS value FROM audit_log
     WHERE ${ofRecord} action IN ('sent', 'conflicted') GROUP BY entity, record_id`,
  );
  const open = readMap(
    database,
    bound,
    `SELECT entity, record_id AS recordId, min(made_at) AS value FROM outbox
     WHERE ${ofRecord} state IN ('pending', 'in_flight', 'parked') GROUP BY entity, record_id`,
  );
  return ({ number, at, action, entity, recordId: id }) => {
    if (!saves.has(action)) return null;
    const key = `${entity} ${id}`;
    const isOpen = (open.get(key) ?? Number.POSITIVE_INFINITY) <= at;
    return !isOpen && (told.get(key) ?? 0) > number;
  };
}

function readMap(database: Database, bound: object, sql: string): Map<string, number> {
  const rows = database.prepare(sql).all(bound) as { entity: string; recordId: string; value: number }[];
  return new Map(rows.map(({ entity, recordId, value }) => [`${entity} ${recordId}`, value]));
}
