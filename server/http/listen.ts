import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestAnswerer } from './answer-request';

export type Listener = { port: number; close(): Promise<void> };

/** How long a client may take to send its headers, and its whole request. */
const slowClientMs = 10_000;

export async function listen(port: number, host: string, answer: RequestAnswerer): Promise<Listener> {
  const server = createServer(
    {
      headersTimeout: slowClientMs,
      requestTimeout: slowClientMs,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 5000,
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => void answer(request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2000).unref();
      }),
  };
}
