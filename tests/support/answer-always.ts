import { once } from 'node:events';
import { createServer } from 'node:http';

export type OtherServer = { url: string; close(): Promise<void> };

/** A server on loopback that gives every request the same answer. `port`: any free one when left out. */
export async function answerAlways(contentType: string, text: string, port = 0): Promise<OtherServer> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': contentType });
    response.end(text);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
