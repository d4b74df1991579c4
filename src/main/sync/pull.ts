import { inArray } from 'drizzle-orm';
import type { EntityName } from '../../shared/contracts/entities';
import type { ChangesPage } from '../../shared/contracts/sync-api';
import { assertNever } from '../../shared/rules/assert-never';
import type { Failure } from '../../shared/rules/classify-failure';
import type { DeleteCount } from '../../shared/rules/judge-deletes';
import type { Database } from '../database/open-database';
import { outbox } from '../database/schema';
import { readSyncState, type SyncState, updateSyncState } from '../database/sync-state';
import { applyPage } from './apply-page';
import { holdDeletes } from './hold-deletes';
import type { Random } from './ports';
import type { ServerClient } from './server-client';

export type Pulled = {
  rows: number;
  bytes: number;
  failure: Failure | null;
  resynced: boolean;
  /** Rows that a page would have deleted, when it was stopped and the person is asked for the first time. */
  newlyHeld: number;
};

export const nothingPulled: Pulled = { rows: 0, bytes: 0, failure: null, resynced: false, newlyHeld: 0 };

const notUnderstood: Failure = { kind: 'answer_not_understood', notBefore: null };

type Ports = {
  database: Database;
  client: ServerClient;
  random: Random;
  /** Called after each page; false ends the pull where it is. */
  goOn(entities: EntityName[]): boolean;
};

/** Fetches pages from the cursor until there are no more. A pull that was cut off goes on where it stopped. */
export async function pull({ database, client, random, goOn }: Ports): Promise<Pulled> {
  const pulled: Pulled = { ...nothingPulled };
  let deleted: DeleteCount[] = [];
  let hasNewEpoch = false;
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
    if (isGoingRound(answer.value, state, hasNewEpoch)) return { ...pulled, failure: notUnderstood };
    if (state.epoch !== null && answer.value.epoch !== state.epoch) {
      hasNewEpoch = true;
      meetNewEpoch(database, answer.value.epoch, state.snapshot);
      pulled.resynced = true;
      continue;
    }
    const applied = applyPage(database, answer.value, state, deleted);
    switch (applied.kind) {
      case 'refused':
        return { ...pulled, failure: notUnderstood };
      case 'overtaken':
        return pulled;
      case 'held':
        if (holdDeletes(database, applied.deletes, random.newId))
          pulled.newlyHeld = applied.deletes.reduce((sum, { gone }) => sum + gone, 0);
        return { ...pulled, failure: { kind: 'mass_delete', notBefore: null } };
      case 'applied':
        break;
      default:
        return assertNever(applied);
    }
    pulled.rows += applied.rows;
    deleted = applied.deleted;
    if (!goOn(applied.entities) || !answer.value.more) return pulled;
  }
}

/** A server that names a second new epoch in one pull, or says "more" without moving on, would be asked for ever. */
function isGoingRound(page: ChangesPage, { epoch, cursor }: SyncState, hasNewEpoch: boolean): boolean {
  if (hasNewEpoch && page.epoch !== epoch) return true;
  return page.more && page.cursor === cursor;
}

/** A cursor is refused once; a second refusal is a server we do not understand. */
function understood(failure: Failure): Failure {
  return failure.kind === 'cursor_refused'
    ? { kind: 'answer_not_understood', notBefore: failure.notBefore }
    : failure;
}

/** A declared resync: everything in scope is listed anew, and what is not listed goes at the end. */
export function restart(database: Database, snapshot: number): void {
  updateSyncState(database, { cursor: null, snapshot: snapshot + 1, heldDeletes: null });
}

/** The server was restored from a backup: pull all, and offer every mutation that is still kept under its old id. */
function meetNewEpoch(database: Database, epoch: string, snapshot: number): void {
  database.write(() => {
    updateSyncState(database, {
      cursor: null,
      snapshot: snapshot + 1,
      epoch,
      heldDeletes: null,
      // Revisions of another history say nothing about this one.
      rewriting: true,
    });
    database.orm
      .update(outbox)
      .set({ state: 'pending', settledAt: null })
      .where(inArray(outbox.outcome, ['applied', 'merged']))
      .run();
  });
}
