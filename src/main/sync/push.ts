import { type EntityName, recordSchemas, type WritableEntity } from '../../shared/contracts/entities';
import type { MutationResult } from '../../shared/contracts/mutations';
import type { PushAnswer } from '../../shared/contracts/sync-api';
import { chooseBatches } from '../../shared/rules/choose-batches';
import type { Failure } from '../../shared/rules/classify-failure';
import type { Database } from '../database/open-database';
import type { OutboxRow } from '../database/schema';
import { claim, listCandidates, release } from '../outbox/claim';
import { park } from '../outbox/park';
import { settle } from '../outbox/settle';
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
};

export const nothingPushed: Pushed = {
  settled: 0,
  conflicts: 0,
  parked: 0,
  bytes: 0,
  failure: null,
  oldestMadeAt: null,
};

type Ports = {
  database: Database;
  client: ServerClient;
  clock: Clock;
  random: Random;
  deviceId: string;
  /** Called after each batch with how far the run has come; false ends the push where it is. */
  goOn(progress: { done: number; total: number; entities: EntityName[] }): boolean;
};

/** Sends until nothing is due: choose, claim, send, settle. Stops at the first failure that is not one mutation's own. */
export async function push(ports: Ports): Promise<Pushed> {
  const { database, clock, goOn } = ports;
  const pushed: Pushed = { ...nothingPushed };
  let done = 0;
  for (;;) {
    const { batches } = chooseBatches(listCandidates(database), clock.now());
    const total = done + batches.reduce((sum, { ids }) => sum + ids.length, 0);
    if (batches.length === 0) return pushed;
    for (const { entity, ids } of batches) {
      if (!goOn({ done, total, entities: [entity] })) return pushed;
      const allSettled = await pushBatch(ports, entity, ids, pushed);
      if (pushed.failure) return pushed;
      done += ids.length;
      // What is left may depend on something that was refused: choose anew.
      if (!allSettled) break;
    }
  }
}

/** Sends one batch, in halves where the server finds it too large. True when every mutation was settled. */
async function pushBatch(
  ports: Ports,
  entity: WritableEntity,
  ids: string[],
  pushed: Pushed,
): Promise<boolean> {
  const { database, client, clock, random, deviceId } = ports;
  const rows = claim(database, ids, clock.now());
  const body = requestBody(deviceId, rows);
  const answer = await client.push(entity, body);
  if (answer.kind === 'ok') {
    const results = matchResults(rows, answer.value, entity);
    if (!results) {
      release(database, ids);
      pushed.failure = { kind: 'answer_not_understood', notBefore: null };
      return false;
    }
    const sent = rows.map((row, index) => ({ row, result: results[index] as MutationResult }));
    const outcome = settle(database, sent, {
      now: clock.now(),
      fraction: random.fraction,
      newId: random.newId,
    });
    pushed.bytes += body.length + answer.bytes;
    pushed.settled += outcome.settled + outcome.conflicts;
    pushed.conflicts += outcome.conflicts;
    pushed.parked += outcome.parked;
    pushed.oldestMadeAt = Math.min(
      pushed.oldestMadeAt ?? Number.POSITIVE_INFINITY,
      ...rows.map(({ madeAt }) => madeAt),
    );
    return outcome.parked + outcome.failed === 0;
  }
  release(database, ids);
  if (answer.failure.kind !== 'halve') {
    pushed.failure = answer.failure;
    return false;
  }
  if (rows.length > 1) return pushHalves(ports, entity, ids, pushed);
  database.write(() => {
    for (const row of rows) park(database, row, { problem: { code: 'validation' }, now: clock.now() });
  });
  pushed.parked += 1;
  return false;
}

async function pushHalves(
  ports: Ports,
  entity: WritableEntity,
  ids: string[],
  pushed: Pushed,
): Promise<boolean> {
  const middle = Math.ceil(ids.length / 2);
  const first = await pushBatch(ports, entity, ids.slice(0, middle), pushed);
  if (pushed.failure) return false;
  const second = await pushBatch(ports, entity, ids.slice(middle), pushed);
  return first && second;
}

/** The payload is already JSON text of `{base, changes, references}`; the rest is written around it. */
function requestBody(deviceId: string, rows: OutboxRow[]): string {
  const mutations = rows.map(
    ({ id, sequence, operation, recordId, baseRevision, payload, madeAt, schemaVersion }) => ({
      id,
      sequence,
      operation,
      recordId,
      baseRevision,
      ...payload,
      madeAt,
      schemaVersion,
    }),
  );
  return JSON.stringify({ deviceId, mutations });
}

/** One result per mutation in the order sent, about the record that was sent; anything else is not understood. */
function matchResults(
  rows: OutboxRow[],
  { results }: PushAnswer,
  entity: WritableEntity,
): MutationResult[] | null {
  if (results.length !== rows.length) return null;
  const checked: MutationResult[] = [];
  for (const [index, row] of rows.entries()) {
    const result = results[index];
    if (result?.id !== row.id) return null;
    const isDecided =
      result.outcome === 'applied' || result.outcome === 'merged' || result.outcome === 'conflict';
    if (!isDecided) {
      checked.push({ ...result, record: undefined });
      continue;
    }
    if (result.record === null || result.record === undefined) {
      if (result.outcome !== 'conflict' && row.operation !== 'delete') return null;
      checked.push({ ...result, record: null });
      continue;
    }
    const record = recordSchemas[entity].safeParse(result.record);
    if (!record.success || record.data.id !== row.recordId) return null;
    checked.push({
      ...result,
      record: record.data as MutationResult['record'],
      revision: record.data.revision,
    });
  }
  return checked;
}
