import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { type Large, larges } from '../tools/larges';

/**
 * Pours the large answer that the path names by its number, until the reader goes away. In a process of its own,
 * because what pours takes memory too. Tells its port, and of each answer how many bytes it gave away.
 */
const server = createServer(async (request, response) => {
  request.resume();
  const number = Number(request.url?.slice(1));
  const large = larges[number];
  if (!large) return void response.writeHead(404).end();
  const bytes = await pour(response, large);
  process.send?.({ number, bytes });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.({ port: (server.address() as AddressInfo).port });
process.on('disconnect', () => process.exit(0));

async function pour(
  response: ServerResponse,
  { headers = {}, first = '', chunk, totalBytes = Number.POSITIVE_INFINITY, isGzip }: Large,
): Promise<number> {
  const { status = '200', ...rest } = headers;
  response.writeHead(Number(status), { 'content-type': 'application/json', ...rest });
  const packed = isGzip ? createGzip() : null;
  packed?.pipe(response);
  const out = packed ?? response;
  response.on('error', () => {});
  out.write(first);
  let bytes = 0;
  while (bytes < totalBytes && !response.destroyed) {
    bytes += chunk.length;
    if (!out.write(chunk)) await Promise.race([new Promise((done) => out.once('drain', done)), wait(50)]);
  }
  if (!response.destroyed) out.end();
  return bytes;
}
