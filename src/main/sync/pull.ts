import { inArray } from 'drizzle-orm';
import type { EntityName } from '../../shared/contracts/entities';
import type { Failure } from '../../shared/rules/classify-failure';
import type { Database } from '../database/open-database';
import { outbox } from '../database/schema';
import { readSyncState, updateSyncState } from '../database/sync-state';
import { applyPage } from './apply-page';
import type { Random } from './ports';
import type { ServerClient } from './server-client';

export type Pulled = { rows: number; bytes: number; failure: Failure | null; resynced: boolean };

type Ports = {
  database: Database;
  client: ServerClient;
  random: Random;
  /** Called after each page; false ends the pull where it is. */
  goOn(entities: EntityName[]): boolean;
};

/** Fetches pages from the cursor until there are no more. A pull that was cut off goes on where it stopped. */
export async function pull({ database, client, random, goOn }: Ports): Promise<Pulled> {
  const pulled: Pulled = { rows: 0, bytes: 0, failure: null, resynced: false };
  for (;;) {
    const state = readSyncState(database, random.newId);
    const answer = await client.changes(state.cursor);
    if (answer.kind === 'failed') {
      const startOver = answer.failure.kind === 'cursor_refused' && state.cursor !== null && !pulled.resynced;
      if (!startOver) return { ...pulled, failure: understood(answer.failure) };
      restart(database, state.snapshot);
      pulled.resynced = true;
      continue;
    }
    pulled.bytes += answer.bytes;
    if (state.epoch !== null && answer.value.epoch !== state.epoch) {
      meetNewEpoch(database, answer.value.epoch, state.snapshot);
      pulled.resynced = true;
      continue;
    }
    const applied = applyPage(database, answer.value, state);
    if (applied.kind === 'refused')
      return { ...pulled, failure: { kind: 'answer_not_understood', notBefore: null } };
    pulled.rows += applied.rows;
    if (!goOn(applied.entities) || !answer.value.more) return pulled;
  }
}

/** A cursor is refused once; a second refusal is a server we do not understand. */
function understood(failure: Failure): Failure {
  return failure.kind === 'cursor_refused'
    ? { kind: 'answer_not_understood', notBefore: failure.notBefore }
    : failure;
}

/** A declared resync: everything in scope is listed anew, and what is not listed goes at the end. */
function restart(database: Database, snapshot: number): void {
  updateSyncState(database, { cursor: null, snapshot: snapshot + 1 });
}

/** The server was restored from a backup: pull all, and offer every mutation that is still kept under its old id. */
function meetNewEpoch(database: Database, epoch: string, snapshot: number): void {
  database.write(() => {
    updateSyncState(database, { cursor: null, snapshot: snapshot + 1, epoch });
    database.orm
      .update(outbox)
      .set({ state: 'pending', settledAt: null })
      .where(inArray(outbox.outcome, ['applied', 'merged']))
      .run();
  });
}
