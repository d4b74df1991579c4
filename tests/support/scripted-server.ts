import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Mutation, MutationResult } from '../../src/shared/contracts/mutations';
import type { Json } from '../../src/shared/contracts/primitives';

export type Received = { bytes: number; mutations: Mutation[] };

export type ScriptedServer = {
  url: string;
  /** Every request that was taken, in order. */
  received: Received[];
  /** Decides each request; a number is the status it is refused with. Accepts everything unless set. */
  decide: (received: Received) => MutationResult[] | number;
  close(): Promise<void>;
};

/** The record that a creation makes, as a server without rules for grants answers it. */
export function acceptAll({ mutations }: Received): MutationResult[] {
  return mutations.map(({ id, recordId, changes }) => ({
    id,
    outcome: 'applied',
    record: {
      ...(changes as Record<string, Json>),
      ...{ id: recordId, revision: 1, countable: false, countableReasons: ['category_not_counted'] },
      ...{ rulesVersion: 0, reportingYear: Number(String(changes.occurredOn).slice(0, 4)) },
    },
    revision: 1,
  }));
}

/** Real HTTP that answers pushes as a test tells it to. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const received = { bytes: body.length, mutations: JSON.parse(body.toString()).mutations as Mutation[] };
    const decided = scripted.decide(received);
    if (typeof decided !== 'number') scripted.received.push(received);
    response.writeHead(typeof decided === 'number' ? decided : 200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(typeof decided === 'number' ? { code: 'REFUSED' } : { epoch: 'e', results: decided }),
    );
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const scripted: ScriptedServer = {
    url: `http://127.0.0.1:${address.port}`,
    received: [],
    decide: acceptAll,
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return scripted;
}
