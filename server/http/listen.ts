import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestAnswerer } from './answer-request';

export type Listener = { port: number; close(): Promise<void> };

export type ListenOptions = {
  port: number;
  host: string;
  /** How long a client may take to send its headers, and its whole request. */
  slowClientMs: number;
};

export async function listen(options: ListenOptions, answer: RequestAnswerer): Promise<Listener> {
  const { port, host, slowClientMs } = options;
  const server = createServer(
    {
      headersTimeout: slowClientMs,
      requestTimeout: slowClientMs,
      connectionsCheckingInterval: slowClientMs / 10,
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
