import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type FrontRequest = { method: string; path: string; body: string; headers: Record<string, string> };
/** Answers in the server's place, by itself; or null to let the real server answer. */
export type Script = (request: FrontRequest, response: ServerResponse) => boolean | Promise<boolean>;

export type HttpFront = {
  url: string;
  requests: FrontRequest[];
  script: Script;
  /** Changes what the real server answered before the client gets it. */
  rewrite: (request: FrontRequest, body: string) => string;
  close(): Promise<void>;
};

/** A web server before the real one that can answer in its place or change its words. */
export async function startHttpFront(targetUrl: string): Promise<HttpFront> {
  const front: HttpFront = {
    url: '',
    requests: [],
    script: () => false,
    rewrite: (_request, body) => body,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request: FrontRequest = {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      body: Buffer.concat(chunks).toString(),
      headers: Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      ),
    };
    front.requests.push(request);
    if (await front.script(request, response)) return;
    const { authorization } = request.headers;
    const real = await fetch(targetUrl + request.path, {
      method: request.method,
      headers: {
        ...(authorization ? { authorization } : {}),
        ...(request.body ? { 'content-type': 'application/json' } : {}),
      },
      ...(request.body ? { body: request.body } : {}),
    });
    const body = front.rewrite(request, await real.text());
    const retryAfter = real.headers.get('retry-after');
    response.writeHead(real.status, {
      'content-type': 'application/json',
      ...(retryAfter ? { 'retry-after': retryAfter } : {}),
    });
    response.end(real.status === 204 ? undefined : body);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The front has no port.');
  front.url = `http://127.0.0.1:${address.port}`;
  return front;
}

/** One JSON answer, whatever was asked. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): true {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
  return true;
}
