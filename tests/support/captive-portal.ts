import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** Answers every request as the log-in page of a hotel's network does. */
export async function startCaptivePortal(port = 0): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>Welcome</title><p>Accept our terms to use the network.</p>');
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The portal has no port.');
  return { url: `http://127.0.0.1:${address.port}`, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
