import type { EntityName } from '../../shared/contracts/entities';
import type { PageHead } from '../../shared/contracts/sync-api';
import { assertNever } from '../../shared/rules/assert-never';
import type { Failure } from '../../shared/rules/classify-failure';
import type { DeleteCount } from '../../shared/rules/judge-deletes';
import type { Database } from '../database/open-database';
import { readSyncState, updateSyncState } from '../database/sync-state';
import { offerSettled } from '../outbox/offer-settled';
import { holdDeletes } from './hold-deletes';
import type { PageApplier } from './page-applier';
import type { Random } from './ports';
import type { ServerClient } from './server-client';

export type Pulled = {
  rows: number;
  bytes: number;
  failure: Failure | null;
  resynced: boolean;
  /** Whether what was settled is offered to the server again. */
  offeredAgain: boolean;
  /** Rows that a page would have deleted, when it was stopped and the person is asked for the first time. */
  newlyHeld: number;
};

export const nothingPulled: Pulled = {
  rows: 0,
  bytes: 0,
  failure: null,
  resynced: false,
  offeredAgain: false,
  newlyHeld: 0,
};

const notUnderstood: Failure = { kind: 'answer_not_understood', notBefore: null };

type Ports = {
  database: Database;
  client: Pick<ServerClient, 'changes'>;
  random: Pick<Random, 'newId'>;
  applier: PageApplier;
  /** Whether the server may still be asked. */
  mayGoOn(): boolean;
  /** Called after each page; false ends the pull where it is. */
  goOn(entities: EntityName[]): boolean;
};

/**
 * Fetches pages from the cursor until there are no more. A pull that was cut off goes on where it stopped.
 * While one page is written, the next is on its way.
 */
export async function pull(ports: Ports): Promise<Pulled> {
  const { database, client, random, applier, mayGoOn, goOn } = ports;
  const pulled: Pulled = { ...nothingPulled };
  let deleted: DeleteCount[] = [];
  let hasNewEpoch = false;
  let asked: ReturnType<ServerClient['changes']> | null = null;
  const askAhead = (head: PageHead) => {
    if (!head.more || !mayGoOn()) return;
    asked = client.changes(head.cursor);
    // Whoever does not come back for it does not hear of it.
    asked.catch(() => {});
  };
  while (asked || mayGoOn()) {
    const state = readSyncState(database, random.newId);
    const answer = await (asked ?? client.changes(state.cursor));
    asked = null;
    if (answer.kind === 'failed') {
      const startOver = answer.failure.kind === 'cursor_refused' && state.cursor !== null && !pulled.resynced;
      if (!startOver) return { ...pulled, failure: understood(answer.failure) };
      // It may have been put back from an older copy without saying so; what it has not forgotten, it answers as before.
      meetOtherHistory(database, state.epoch, state.snapshot);
      pulled.resynced = true;
      pulled.offeredAgain = true;
      continue;
    }
    pulled.bytes += answer.bytes;
    const { cursor, epoch, snapshot, rewriting } = state;
    const standing = { cursor, epoch, snapshot, rewriting };
    const applied = await applier.apply(answer.value, { standing, deletedBefore: deleted, onHead: askAhead });
    switch (applied.kind) {
      case 'refused':
        return { ...pulled, failure: { kind: refusals[applied.why], notBefore: null } };
      case 'overtaken':
        return pulled;
      case 'held':
        if (holdDeletes(database, applied.deletes, random.newId))
          pulled.newlyHeld = applied.deletes.reduce((sum, { gone }) => sum + gone, 0);
        return { ...pulled, failure: { kind: 'mass_delete', notBefore: null } };
      case 'new_epoch':
        // A server that names a second new epoch in one pull would be asked for ever.
        if (hasNewEpoch) return { ...pulled, failure: notUnderstood };
        hasNewEpoch = true;
        meetOtherHistory(database, applied.epoch, snapshot);
        pulled.resynced = true;
        pulled.offeredAgain = true;
        continue;
      case 'applied':
        break;
      default:
        return assertNever(applied);
    }
    pulled.rows += applied.rows;
    deleted = applied.deleted;
    if (!goOn(applied.entities) || !applied.more) return pulled;
  }
  return pulled;
}

const refusals = { not_json: 'captive_portal', not_understood: 'answer_not_understood' } as const;

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
function meetOtherHistory(database: Database, epoch: string | null, snapshot: number): void {
  database.write(() => {
    updateSyncState(database, {
      cursor: null,
      snapshot: snapshot + 1,
      epoch,
      heldDeletes: null,
      // Revisions of another history say nothing about this one.
      rewriting: true,
    });
    offerSettled(database);
  });
}
