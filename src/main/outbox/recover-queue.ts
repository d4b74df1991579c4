import { inArray } from 'drizzle-orm';
import { writableEntities } from '../../shared/contracts/entities';
import type { Notice } from '../../shared/contracts/ipc';
import { type AuditLine, appendAudit } from '../audit/append-audit';
import { countDrafts, countMutations } from '../database/count-work';
import type { Database } from '../database/open-database';
import type { QueueCopy, RawRow } from '../database/read-queue-copy';
import { continueSequence, insertRaw, type Salvaged, type SalvagedTable } from '../database/salvage';
import { notices, outbox, syncState } from '../database/schema';
import { indexRecords } from '../database/search-index';
import { mergeRescued } from './merge-rescued';
import { showRecords } from './show-records';

export type Recovered = { mutations: number; drafts: number; isWhole: boolean };

const keptAsTheyAre: SalvagedTable[] = ['conflicts', 'undo_steps', 'notices', 'sync_runs'];
/** The server lists these anew; until then they let an offline person go on. Marked as never listed. */
const reference = ['org_units', 'activity_types', 'settings', 'peer_mentors', 'contacts'] as const;

/** Fills a new database with what was saved in a damaged one, in one transaction, and tells the person by notices. */
export function recoverQueue(
  database: Database,
  { copy, salvaged }: { copy: QueueCopy | null; salvaged: Salvaged },
  { now, newId }: { now: number; newId: () => string },
): Recovered {
  return database.write(() => {
    const rescued = mergeRescued(copy, salvaged);
    for (const table of keptAsTheyAre) insertRaw(database, table, salvaged[table].rows);
    appendAudit(database, salvaged.audit_log.rows.map(toLine));
    for (const table of reference) {
      insertRaw(
        database,
        table,
        salvaged[table].rows.map((row) => ({ ...row, snapshot: 0 })),
      );
    }
    for (const entity of ['peer_mentors', 'contacts'] as const) {
      const ids = salvaged[entity].rows.map(({ id }) => String(id));
      indexRecords(database, entity, ids);
    }
    insertRaw(database, 'outbox', rescued.outbox);
    continueSequence(database, copy?.sequence ?? 0);
    insertRaw(database, 'draft_sessions', rescued.draftSessions);
    insertRaw(database, 'drafts', rescued.drafts);
    keepDevice(database, { copy, salvaged }, newId);
    keepPerson(database, { copy, salvaged });
    showQueued(database);
    const recovered: Recovered = {
      mutations: countMutations(database).unsettled,
      drafts: countDrafts(database),
      isWhole: rescued.isWhole,
    };
    const told = noticesOf(recovered).map((notice) => ({ ...notice, id: newId(), at: now }));
    database.orm.insert(notices).values(told).run();
    return recovered;
  });
}

function noticesOf({ mutations, drafts, isWhole }: Recovered): { kind: Notice['kind']; count: number }[] {
  return [
    { kind: 'rescued', count: mutations },
    ...(drafts > 0 ? [{ kind: 'rescued_drafts' as const, count: drafts }] : []),
    ...(isWhole ? [] : [{ kind: 'rescue_incomplete' as const, count: 0 }]),
  ];
}

/** The lines begin a trail of their own: the old chain stays with the damaged database, which is kept. */
function toLine({ at, actor, action, entity, record_id, fields }: RawRow): AuditLine {
  return { at, actor, action, entity, recordId: record_id, fields: JSON.parse(String(fields)) } as AuditLine;
}

type Found = { copy: QueueCopy | null; salvaged: Salvaged };

/** The same device to the server, with the whole mirror still to fetch. */
function keepDevice({ orm }: Database, { copy, salvaged }: Found, newId: () => string): void {
  const [known] = salvaged.sync_state.rows;
  const deviceId = String(known?.device_id ?? copy?.deviceId ?? newId());
  orm
    .insert(syncState)
    .values({
      only: 1,
      deviceId,
      epoch: known?.epoch ? String(known.epoch) : null,
      snapshot: Number(known?.snapshot ?? 0) + 1,
      pausedUntil: known?.paused_until ? Number(known.paused_until) : null,
    })
    .run();
}

/** A token of another time would look stolen to the server: without a sure one she signs in again. */
function keepPerson(database: Database, { copy, salvaged }: Found): void {
  const newestRow = Math.max(0, ...salvaged.outbox.rows.map(({ sequence }) => Number(sequence)));
  const isOfAnotherTime = (copy?.sequence ?? 0) > newestRow;
  const [row] = salvaged.session.rows;
  if (row) insertRaw(database, 'session', [isOfAnotherTime ? { ...row, refresh_token: null } : row]);
  else if (copy?.person) {
    insertRaw(database, 'session', [{ only: 1, person: copy.person, refresh_token: null }]);
  }
}

function showQueued(database: Database): void {
  const rows = database.orm
    .selectDistinct({ entity: outbox.entity, id: outbox.recordId })
    .from(outbox)
    .where(inArray(outbox.state, ['pending', 'in_flight', 'parked']))
    .all();
  for (const entity of writableEntities) {
    const ids = rows.filter((row) => row.entity === entity).map(({ id }) => id);
    showRecords(database, entity, ids);
  }
}
