import { createServer, type IncomingMessage } from 'node:http';
import type { PushRequest } from '../../../src/shared/contracts/sync-api';
import { indexOf, storedActivity } from './make-activity';

/**
 * A server in a process of its own that acknowledges pushed activities as fast as it can, with the whole record in
 * each result, and has nothing to pull. It stores nothing: what is measured is the client.
 */
const server = createServer(async (request, response) => {
  const body = request.method === 'POST' ? acknowledge(JSON.parse(await read(request))) : nothing;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});
// A client that fills its queue for a while finds its connection as it left it.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : null);
});
process.on('disconnect', () => process.exit(0));

const nothing = JSON.stringify({
  epoch: 'bench',
  cursor: 'end',
  more: false,
  snapshot: false,
  progress: null,
  changes: {},
  tombstones: {},
});

function acknowledge({ mutations }: PushRequest): string {
  const results = mutations.map(({ id, operation, recordId, changes }) => {
    const revision = operation === 'create' ? 1 : 2;
    return {
      id,
      outcome: 'applied',
      record: { ...storedActivity(indexOf(recordId), revision), ...changes },
      revision,
    };
  });
  return JSON.stringify({ epoch: 'bench', results });
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
