import { schemaVersion } from '../../shared/contracts/mutations';
import type { Candidate } from '../../shared/rules/choose-batches';
import { currentShape } from '../../shared/rules/upcast-mutation';
import type { Database } from '../database/open-database';
import type { OutboxRow, Payload } from '../database/schema';
import { bringUpToDate } from './bring-up-to-date';

/** A mutation taken for sending; its content stays the text that it was saved as. */
export type Claimed = Pick<
  OutboxRow,
  | 'id'
  | 'sequence'
  | 'operation'
  | 'entity'
  | 'recordId'
  | 'baseRevision'
  | 'schemaVersion'
  | 'attempts'
  | 'firstFailedAt'
  | 'madeAt'
  | 'actor'
> & { payload: string };

/** Part of the queue, by sequence: after the one, up to the other, at most so many. */
export type Slice = { after?: number; until?: number | undefined; limit?: number };

/** Unsettled mutations in order, without their content; all of them unless a slice is asked for. */
export function listCandidates(
  database: Database,
  { after = 0, until = Number.MAX_SAFE_INTEGER, limit = -1 }: Slice = {},
): Candidate[] {
  const rows = database
    .prepare(
      // What a mutation adds around its payload in a request body is well below 300 bytes.
      // What is on its way waits for nothing; opening its content once more would be half the cost of a batch's choice.
      // What a later version of the app has queued is not understood here: it stays, and what depends on it waits.
      `SELECT id, sequence, entity, record_id AS recordId, operation, retry_at AS retryAt,
         iif(schema_version > ${schemaVersion}, 'parked', state) AS state,
         iif(state = 'in_flight', '[]', payload -> '$.references') AS "references", octet_length(payload) + 300 AS bytes
       FROM outbox WHERE state IN ('pending', 'in_flight', 'parked') AND sequence > ? AND sequence <= ?
       ORDER BY sequence LIMIT ?`,
    )
    .all(after, until, limit) as (Omit<Candidate, 'references'> & { references: string })[];
  return rows.map((row) => ({ ...row, references: JSON.parse(row.references) as Candidate['references'] }));
}

/** When the next mutation that waits for its time may go, of those after `now` (both epoch ms); null when none does. */
export function nextRetryAt(database: Database, now: number): number | null {
  return database
    .prepare(
      `SELECT min(retry_at) FROM outbox WHERE state = 'pending' AND retry_at IS NOT NULL AND retry_at > ?`,
    )
    .pluck()
    .get(now) as number | null;
}

/**
 * Takes mutations for sending, in the order of their sequence. Whoever claims must settle, park or release them.
 * From here on the server may know what they say, so they are never changed again.
 */
export function claim(database: Database, ids: string[], now: number): Claimed[] {
  return database.write(() => {
    const list = JSON.stringify(ids);
    const read = () =>
      database
        .prepare(
          `SELECT id, sequence, operation, entity, record_id AS recordId, base_revision AS baseRevision, payload,
             schema_version AS schemaVersion, attempts, first_failed_at AS firstFailedAt, made_at AS madeAt, actor
           FROM outbox WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sequence`,
        )
        .all(list) as Claimed[];
    let rows = read();
    if (rows.some((row) => row.schemaVersion < currentShape.version)) {
      bringUpToDate(database, ids, currentShape);
      rows = read();
    }
    database
      .prepare(
        `UPDATE outbox SET state = 'in_flight', claimed_at = coalesce(claimed_at, ?)
         WHERE sequence IN (SELECT value FROM json_each(?))`,
      )
      .run(now, JSON.stringify(rows.map(({ sequence }) => sequence)));
    return rows;
  });
}

export function payloadOf({ payload }: Claimed): Payload {
  return JSON.parse(payload) as Payload;
}

/** Gives claimed mutations back without a word: the request did not reach a decision. */
export function release(database: Database, ids: string[]): void {
  database.write(() => {
    database
      .prepare(`UPDATE outbox SET state = 'pending' WHERE id IN (SELECT value FROM json_each(?))`)
      .run(JSON.stringify(ids));
  });
}

/** Before a run nothing can be on its way. The id makes it safe to offer those again. Returns how many there were. */
export function releaseAll(database: Database): number {
  return database.write(
    () => database.prepare(`UPDATE outbox SET state = 'pending' WHERE state = 'in_flight'`).run().changes,
  );
}

/** Mutations that failed on their own may be tried at once: the person asked for it, or the network came back. */
export function forgetRetries(database: Database): void {
  database.write(() => {
    database
      .prepare(`UPDATE outbox SET retry_at = NULL WHERE state = 'pending' AND retry_at IS NOT NULL`)
      .run();
  });
}
