import { outbox } from '../../../src/main/database/schema';
import type { Claimed } from '../../../src/main/outbox/claim';
import { applyPage } from '../../../src/main/sync/apply-page';
import { matchResults } from '../../../src/main/sync/match-results';
import { readPage } from '../../../src/main/sync/read-page';
import { createServerClient, type ServerClient } from '../../../src/main/sync/server-client';
import { changesPage, pushAnswer } from '../../../src/shared/contracts/sync-api';
import type { Device } from '../../support/make-device';
import type { FaultOptions } from '../fault-class';
import { fuzz } from './hostile-answers';

export type Fuzzed = { bodies: number; accepted: number; written: number; acknowledged: number };
type Order = Pick<FaultOptions, 'random' | 'progress'> & { device: Device; text: string; bodies: number };

/**
 * Gives random pages to the functions that read them in the engine, without the run around them. What they refuse
 * must have written nothing; what they accept must fit the whole contract, and is not written here.
 */
export async function fuzzPageReader({ device, text, bodies, random, progress }: Order): Promise<Fuzzed> {
  const reader = readerOf(device);
  const standing = { cursor: null, epoch: null, snapshot: 0, rewriting: false };
  const found: Fuzzed = { bodies, accepted: 0, written: 0, acknowledged: 0 };
  const changesBefore = totalChanges(device);
  for (let made = 0; made < bodies; made += 1) {
    reader.body = fuzz(text, random);
    const answer = await reader.client.changes(null);
    if (answer.kind === 'ok') {
      if (readPage(answer.value).kind === 'page') {
        found.accepted += 1;
        if (!changesPage.safeParse(parsed(reader.body)).success) found.written += 1;
      } else applyPage(device.database(), answer.value, { standing, deletedBefore: [] });
    }
    progress(made, bodies);
  }
  found.written += totalChanges(device) - changesBefore;
  return found;
}

/** The same for the answers to a push: what is matched must be what waits, in the order sent. */
export async function fuzzPushReader({ device, text, bodies, random, progress }: Order): Promise<Fuzzed> {
  const reader = readerOf(device);
  const rows = device
    .database()
    .orm.select()
    .from(outbox)
    .all()
    .filter(({ state }) => state === 'pending')
    .map((row) => ({ ...row, payload: JSON.stringify(row.payload) }) as unknown as Claimed);
  const found: Fuzzed = { bodies, accepted: 0, written: 0, acknowledged: 0 };
  const changesBefore = totalChanges(device);
  for (let made = 0; made < bodies; made += 1) {
    reader.body = fuzz(text, random);
    const answer = await reader.client.push('activities', '{}');
    const sent =
      answer.kind === 'ok'
        ? matchResults({ entity: 'activities', rows, shown: new Map() }, answer.value)
        : null;
    if (sent) {
      found.accepted += 1;
      const read = pushAnswer.safeParse(parsed(reader.body));
      const named = read.success ? read.data.results.map(({ id }) => id) : [];
      if (sent.length !== rows.length || rows.some(({ id }, index) => named[index] !== id))
        found.acknowledged += 1;
    }
    progress(made, bodies);
  }
  found.written += totalChanges(device) - changesBefore;
  return found;
}

/** The client the engine has, with one body as the answer to everything. */
function readerOf(device: Device): { body: string; client: ServerClient } {
  const reader: { body: string; client: ServerClient } = {
    body: '',
    client: createServerClient({
      network: async () => new Response(reader.body, { headers: { 'content-type': 'application/json' } }),
      baseUrl: 'http://127.0.0.1',
      tokens: { access: () => 'token', refresh: async () => 'unreachable' },
      clock: device.clock,
      appVersion: '0.1.0',
    }),
  };
  return reader;
}

/** Rows that this connection has inserted, changed or deleted since it was opened. */
function totalChanges(device: Device): number {
  return device.database().prepare('SELECT total_changes()').pluck().get() as number;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
