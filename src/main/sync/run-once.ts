import type { EntityName } from '../../shared/contracts/entities';
import type { Trigger } from '../../shared/contracts/ipc';
import type { Candidate } from '../../shared/rules/choose-batches';
import { stoodStill } from '../../shared/rules/stood-still';
import type { Database } from '../database/open-database';
import { StorageError } from '../database/storage-error';
import { readSyncState } from '../database/sync-state';
import { listCandidates, releaseAll } from '../outbox/claim';
import { type Checked, checkDrift, isCheckDue } from './check-drift';
import { RunOvertaken } from './guard-run';
import type { PageApplier } from './page-applier';
import type { Clock, Random } from './ports';
import { nothingPulled, type Pulled, pull } from './pull';
import { nothingPushed, type Pushed, push } from './push';
import { recordRun } from './record-run';
import type { ServerClient } from './server-client';

export type RunPorts = {
  database: Database;
  client: ServerClient;
  applier: PageApplier;
  clock: Clock;
  random: Random;
  /** Whether the person asked to compare the mirror with the server. */
  checkAsked: boolean;
  /** False where fetching costs money: then only what waits goes. */
  fetches: boolean;
  /** False when the run has to end where it is: paused, signed out or shutting down. */
  mayGoOn(): boolean;
  onProgress(progress: { done: number; total: number } | null, changed: EntityName[]): void;
};

/** The front of the queue, where it is walked from, stands for all of it: watching must not cost more than sending. */
const watchedRows = 1000;

/** One run: push until nothing is due, pull until there is no more, write down what it came to. */
export async function runOnce(ports: RunPorts, trigger: Trigger): Promise<void> {
  const { database, client, applier, clock, random, checkAsked, fetches, mayGoOn, onProgress } = ports;
  const startedAt = clock.now();
  const before = readSyncState(database, random.newId);
  let pushed: Pushed = nothingPushed;
  let pulled: Pulled = nothingPulled;
  let checked: Checked | null = null;
  let due: Candidate[] = [];
  try {
    // A run that could not store its answers has left mutations in flight; there is never another run beside this one.
    releaseAll(database);
    due = listCandidates(database, { limit: watchedRows });
    const pushOn = (soFar?: Pushed) =>
      push(
        {
          database,
          client,
          clock,
          random,
          deviceId: before.deviceId,
          goOn({ done, total, entities }) {
            onProgress({ done, total }, entities);
            return mayGoOn();
          },
        },
        soFar,
      );
    pushed = await pushOn();
    const pullOn = () =>
      pull({
        database,
        client,
        random,
        applier,
        mayGoOn,
        goOn(entities) {
          onProgress(null, entities);
          return mayGoOn();
        },
      });
    // What the server sends is worth having even when it does not take ours; unless nobody answers at all.
    // A server with another history takes nothing before it has been fetched.
    const pulls = fetches || pushed.newEpoch;
    if (pulls && !pushed.failure && mayGoOn()) pulled = await pullOn();
    if (pulled.offeredAgain && !pulled.failure && mayGoOn()) pushed = await pushOn(pushed);
    const checks = fetches && (checkAsked || isCheckDue(before, startedAt));
    if (checks && !pushed.failure && !pulled.failure && mayGoOn())
      checked = await checkDrift({ ...ports, pullOn });
  } catch (error) {
    // A disk that is full is the status's business; the mutations stay as they are.
    if (error instanceof StorageError || error instanceof RunOvertaken) return;
    throw error;
  }
  // A run that was told to stop has neither failed nor fetched everything.
  const wasStopped = !mayGoOn() && !pushed.failure && !pulled.failure;
  if (wasStopped) return;
  const after = readSyncState(database, random.newId);
  const failure = pushed.failure ?? pulled.failure ?? (checked?.kind === 'failed' ? checked.failure : null);
  const still = failure === null && hasStoodStill(database, due, startedAt);
  recordRun(
    database,
    {
      trigger,
      startedAt,
      endedAt: clock.now(),
      pushed,
      pulled,
      checked,
      checkAsked,
      fetched: fetches,
      failure: still ? { kind: 'stalled', notBefore: null } : failure,
      before,
      after,
    },
    random,
  );
}

function hasStoodStill(database: Database, due: Candidate[], startedAt: number): boolean {
  const last = due.at(-1);
  if (!last) return false;
  return stoodStill(due, listCandidates(database, { until: last.sequence }), startedAt).length > 0;
}
