import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { dayMs, type WaitFacts } from '../../shared/rules/decide-notification';
import type { Database, Orm } from '../database/open-database';
import { notices, outbox } from '../database/schema';
import { storageProblemOf } from '../database/storage-error';
import { findSyncState } from '../database/sync-state';

/**
 * How long things have waited, and which need the person. A notice counts whether or not it was taken away.
 * Null while the database is closed or cannot be read.
 */
export function readWaitFacts(database: Database | null, nowMs: number): WaitFacts | null {
  try {
    return database ? read(database, nowMs) : null;
  } catch (error) {
    if (storageProblemOf(error)) return null;
    throw error;
  }
}

function read(database: Database, nowMs: number): WaitFacts {
  return {
    oldestWaitingAt: database.query(oldestQuery).get()?.madeAt ?? null,
    needMark: readNeedMark(database),
    longSent: database.query(sentQuery).all({ since: nowMs - dayMs }),
  };
}

/** From the rows that the status counts, and from none of the notices, which are written only when a run ends. */
function readNeedMark(database: Database): string {
  const parked = `SELECT count(*) || '.' || total(sequence) FROM outbox WHERE state = 'parked'`;
  const open = `SELECT count(*) || '.' || total(rowid) FROM conflicts WHERE state = 'open'`;
  const sums = [parked, open].map((query) => database.prepare(query).pluck().get());
  return [...sums, findSyncState(database)?.heldDeletes?.id ?? ''].join(' ');
}

// Said as the index of what is open says it: another wording would walk everything that was ever sent.
const oldestQuery = (orm: Orm) =>
  orm
    .select({ madeAt: outbox.madeAt })
    .from(outbox)
    .where(sql`${outbox.state} IN ('pending', 'in_flight', 'parked') AND ${outbox.state} <> 'parked'`)
    .orderBy(asc(outbox.sequence))
    .limit(1)
    .prepare();
const sentQuery = (orm: Orm) =>
  orm
    .select({ at: notices.at, count: notices.count })
    .from(notices)
    .where(and(eq(notices.kind, 'sent'), gt(notices.at, sql.placeholder('since'))))
    .prepare();
