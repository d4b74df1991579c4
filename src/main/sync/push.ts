import type { EntityName, WritableEntity } from '../../shared/contracts/entities';
import { maxBatchItems, type Problem } from '../../shared/contracts/mutations';
import type { Failure } from '../../shared/rules/classify-failure';
import { firstSliceRows, nextSliceRows } from '../../shared/rules/next-slice-rows';
import { readRecords } from '../database/confirm-records';
import type { Database } from '../database/open-database';
import type { MirrorRecord } from '../database/records';
import { readSyncState } from '../database/sync-state';
import { type Claimed, claim, payloadOf, release } from '../outbox/claim';
import { park } from '../outbox/park';
import { type Sent, settle } from '../outbox/settle';
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

/** Records read at a time, to see what an answer says anew: a few milliseconds. */
const readTogether = 100;

/** A batch that was sent. Its mutations are `in_flight` until it is settled or given back. */
type OnItsWay = {
  entity: WritableEntity;
  rows: Claimed[];
  epoch: string | null;
  bytes: number;
  answer: ReturnType<ServerClient['push']>;
};

/**
 * Sends what is due and was queued when it began: choose, claim, send, settle. Stops at the first failure that is not
 * one mutation's own. `soFar`: what this run has sent before, to be counted with it. There is never more than one
 * request: the next goes as soon as the last answer is understood, and that is settled while the server is at work.
 */
export async function push(ports: Ports, soFar: Pushed = nothingPushed): Promise<Pushed> {
  const { database, clock, goOn } = ports;
  const pushed: Pushed = { ...soFar, newEpoch: false };
  const chooseNext = createChooser(database);
  let done = 0;
  let mostItems = maxBatchItems;
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    return null;
  };
  const sendNext = (): OnItsWay | null => {
    const next = isStopped ? null : chooseNext(clock.now());
    if (!next) return null;
    const { entity, left } = next;
    if (!goOn({ done, total: done + left, entities: [entity] })) return stop();
    return send(ports, { entity, ids: next.ids.slice(0, mostItems) });
  };
  for (let batch = sendNext(); batch; ) {
    const { rows } = batch;
    const read = await readAnswer(ports, batch, pushed);
    if (pushed.failure || pushed.newEpoch) return pushed;
    if (read.kind !== 'given_back') done += rows.length;
    // Too large for somebody on the way: half of it, and twice as much again after each that passes.
    mostItems =
      read.kind === 'given_back' ? Math.ceil(rows.length / 2) : Math.min(maxBatchItems, mostItems * 2);
    await clock.turn();
    const following = sendNext();
    if (read.kind === 'understood') await settleBatch(ports, read.sent, pushed);
    await clock.turn();
    // What waited for this batch may go now.
    batch = following ?? sendNext();
  }
  return pushed;
}

/** Takes the mutations and sends them, in the turn in which they were chosen. */
function send(ports: Ports, { entity, ids }: { entity: WritableEntity; ids: string[] }): OnItsWay {
  const { database, client, clock, random, deviceId } = ports;
  const rows = claim(database, ids, clock.now());
  const { epoch } = readSyncState(database, random.newId);
  const body = requestBody({ deviceId, epoch }, rows);
  const answer = client.push(entity, body);
  // The run may end before it comes; nobody waits for it then.
  answer.catch(() => {});
  return { entity, rows, epoch, bytes: body.length, answer };
}

/** `parked`: a single mutation that is too large for somebody on the way. */
type Read = { kind: 'understood'; sent: Sent[] } | { kind: 'given_back' | 'parked' };

/** What the server says of a batch, all of it understood or none; otherwise the mutations are free again. */
async function readAnswer(
  ports: Ports,
  { entity, rows, epoch, bytes, answer: coming }: OnItsWay,
  pushed: Pushed,
): Promise<Read> {
  const { database, clock } = ports;
  const answer = await coming;
  if (answer.kind === 'failed') return giveBack(ports, rows, { failure: answer.failure, pushed });
  // A server that has forgotten records would refuse their edits; those are not parked for that.
  if (epoch !== null && answer.value.epoch !== epoch)
    return giveBack(ports, rows, { failure: { kind: 'cursor_refused', notBefore: null }, pushed });
  const shown = new Map<string, MirrorRecord>();
  for (let start = 0; start < rows.length; start += readTogether) {
    if (start > 0) await clock.turn();
    const ids = rows.slice(start, start + readTogether).map(({ recordId }) => recordId);
    for (const [id, record] of readRecords(database, entity, ids)) shown.set(id, record);
  }
  const sent = matchResults({ entity, rows, shown }, answer.value);
  if (!sent)
    return giveBack(ports, rows, { failure: { kind: 'answer_not_understood', notBefore: null }, pushed });
  pushed.bytes += bytes + answer.bytes;
  return { kind: 'understood', sent };
}

/** Writes the server's word, in slices that leave others their turn. */
async function settleBatch({ database, clock, random }: Ports, sent: Sent[], pushed: Pushed): Promise<void> {
  let size = firstSliceRows;
  for (let start = 0; start < sent.length; ) {
    await clock.turn();
    const slice = sent.slice(start, start + size);
    start += slice.length;
    const now = clock.now();
    // The slices before the last are on disk with the last: without it they would be sent again under their ids.
    const store = start < sent.length ? database.writeSoon : database.write;
    const outcome = store(() =>
      settle(database, slice, { now, fraction: random.fraction, newId: random.newId }),
    );
    size = nextSliceRows(slice.length, clock.now() - now);
    pushed.settled += outcome.settled + outcome.conflicts;
    pushed.conflicts += outcome.conflicts;
    pushed.parked += outcome.parked;
  }
  for (const { row } of sent)
    pushed.oldestMadeAt = Math.min(pushed.oldestMadeAt ?? Number.POSITIVE_INFINITY, row.madeAt);
}

/**
 * Failures that a request with half as many may not meet, and what a mutation is parked with that meets one all alone.
 * Too large may be anybody's word on the way, of something that the server stored long ago: `internal` keeps its id.
 */
const aloneCodes: Partial<Record<Failure['kind'], Problem['code']>> = {
  too_large: 'internal',
  different_body: 'validation',
};

/** Nothing was decided: the mutations are free again, but one that is too large all alone is parked. */
function giveBack(
  { database, clock }: Ports,
  rows: Claimed[],
  { failure, pushed }: { failure: Failure; pushed: Pushed },
): Read {
  const [only] = rows;
  const code = aloneCodes[failure.kind];
  if (code && rows.length === 1 && only) {
    database.write(() =>
      park(database, { ...only, payload: payloadOf(only) }, { problem: { code }, now: clock.now() }),
    );
    pushed.parked += 1;
    return { kind: 'parked' };
  }
  release(
    database,
    rows.map(({ id }) => id),
  );
  if (failure.kind === 'cursor_refused') pushed.newEpoch = true;
  else if (!code) pushed.failure = failure;
  return { kind: 'given_back' };
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
