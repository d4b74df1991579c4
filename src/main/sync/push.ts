import type { EntityName, WritableEntity } from '../../shared/contracts/entities';
import { maxBatchItems } from '../../shared/contracts/mutations';
import type { Failure } from '../../shared/rules/classify-failure';
import { readRecords } from '../database/confirm-records';
import type { Database } from '../database/open-database';
import { readSyncState } from '../database/sync-state';
import { type Claimed, claim, payloadOf, release } from '../outbox/claim';
import { park } from '../outbox/park';
import { settle } from '../outbox/settle';
import { createChooser } from './choose-next';
import { matchResults } from './match-results';
import type { Clock, Random } from './ports';
import type { ServerClient } from './server-client';

export type Pushed = {
  settled: number;
  conflicts: number;
  parked: number;
  bytes: number;
  failure: Failure | null;
  /** When the oldest settled mutation was made (epoch ms). */
  oldestMadeAt: number | null;
  /** The server has another history than the one known here: nothing was decided, and the pull must meet it first. */
  newEpoch: boolean;
};

export const nothingPushed: Pushed = {
  settled: 0,
  conflicts: 0,
  parked: 0,
  bytes: 0,
  failure: null,
  oldestMadeAt: null,
  newEpoch: false,
};

type Ports = {
  database: Database;
  client: ServerClient;
  clock: Clock;
  random: Random;
  deviceId: string;
  /** Called before each batch with how far the run has come; false ends the push where it is. */
  goOn(progress: { done: number; total: number; entities: EntityName[] }): boolean;
};

/** So many are settled in about 10 ms; a person who types waits no longer. */
const settledTogether = 100;

/**
 * Sends what is due and was queued when it began: choose, claim, send, settle. Stops at the first failure that is not
 * one mutation's own. `soFar`: what this run has sent before, to be counted with it.
 */
export async function push(ports: Ports, soFar: Pushed = nothingPushed): Promise<Pushed> {
  const { database, clock, goOn } = ports;
  const pushed: Pushed = { ...soFar, newEpoch: false };
  const chooseNext = createChooser(database);
  let done = 0;
  let mostItems = maxBatchItems;
  for (let next = chooseNext(clock.now()); next; next = chooseNext(clock.now())) {
    const { entity, left } = next;
    if (!goOn({ done, total: done + left, entities: [entity] })) return pushed;
    const ids = next.ids.slice(0, mostItems);
    const isSettled = await pushBatch(ports, { entity, ids }, pushed);
    if (pushed.failure || pushed.newEpoch) return pushed;
    if (isSettled) done += ids.length;
    // Too large for somebody on the way: half of it, and twice as much again after each that passes.
    mostItems = isSettled ? Math.min(maxBatchItems, mostItems * 2) : Math.ceil(ids.length / 2);
    await clock.turn();
  }
  return pushed;
}

/** Sends one batch. False when it was too large, and the answer decided nothing. */
async function pushBatch(
  ports: Ports,
  { entity, ids }: { entity: WritableEntity; ids: string[] },
  pushed: Pushed,
): Promise<boolean> {
  const { database, client, clock, random, deviceId } = ports;
  const rows = claim(database, ids, clock.now());
  const { epoch } = readSyncState(database, random.newId);
  const body = requestBody({ deviceId, epoch }, rows);
  const answer = await client.push(entity, body);
  if (answer.kind === 'failed') return giveBack(ports, rows, { failure: answer.failure, pushed });
  // A server that has forgotten records would refuse their edits; those are not parked for that.
  if (epoch !== null && answer.value.epoch !== epoch)
    return giveBack(ports, rows, { failure: { kind: 'cursor_refused', notBefore: null }, pushed });
  const shown = readRecords(
    database,
    entity,
    rows.map(({ recordId }) => recordId),
  );
  const sent = matchResults({ entity, rows, shown }, answer.value);
  if (!sent)
    return giveBack(ports, rows, { failure: { kind: 'answer_not_understood', notBefore: null }, pushed });
  pushed.bytes += body.length + answer.bytes;
  for (let start = 0; start < sent.length; start += settledTogether) {
    await clock.turn();
    const slice = sent.slice(start, start + settledTogether);
    // The slices before the last are on disk with the last: without it they would be sent again under their ids.
    const store = start + settledTogether < sent.length ? database.writeSoon : database.write;
    const outcome = store(() =>
      settle(database, slice, { now: clock.now(), fraction: random.fraction, newId: random.newId }),
    );
    pushed.settled += outcome.settled + outcome.conflicts;
    pushed.conflicts += outcome.conflicts;
    pushed.parked += outcome.parked;
  }
  for (const { madeAt } of rows)
    pushed.oldestMadeAt = Math.min(pushed.oldestMadeAt ?? Number.POSITIVE_INFINITY, madeAt);
  return true;
}

/** Nothing was decided: the mutations are free again, but one that is too large all alone is parked. */
function giveBack(
  { database, clock }: Ports,
  rows: Claimed[],
  { failure, pushed }: { failure: Failure; pushed: Pushed },
): boolean {
  const [only] = rows;
  if (failure.kind === 'halve' && rows.length === 1 && only) {
    database.write(() =>
      park(
        database,
        { ...only, payload: payloadOf(only) },
        { problem: { code: 'validation' }, now: clock.now() },
      ),
    );
    pushed.parked += 1;
    return true;
  }
  release(
    database,
    rows.map(({ id }) => id),
  );
  if (failure.kind === 'cursor_refused') pushed.newEpoch = true;
  else if (failure.kind !== 'halve') pushed.failure = failure;
  return false;
}

/** The payload is already the JSON text of `{base, changes, references}`; the rest is written around its inside. */
function requestBody(
  { deviceId, epoch }: { deviceId: string; epoch: string | null },
  rows: Claimed[],
): string {
  const mutations = rows.map(
    ({ id, sequence, operation, recordId, baseRevision, payload, madeAt, schemaVersion }) => {
      const head = JSON.stringify({ id, sequence, operation, recordId, baseRevision });
      return `${head.slice(0, -1)},${payload.slice(1, -1)},"madeAt":${madeAt},"schemaVersion":${schemaVersion}}`;
    },
  );
  const head = JSON.stringify({ deviceId, ...(epoch === null ? {} : { epoch }) });
  return `${head.slice(0, -1)},"mutations":[${mutations.join(',')}]}`;
}
