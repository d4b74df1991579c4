import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What happens to one request and its answer on the way. Bytes of a request are counted in its body. */
export type Toxic =
  | { kind: 'pass' }
  /** Every chunk is late, by up to `jitterMs` more. */
  | { kind: 'latency'; delayMs: number; jitterMs: number }
  /** Cut as soon as it arrives; nothing reaches the server. */
  | { kind: 'reset' }
  | { kind: 'cut_request'; afterBytes: number }
  | { kind: 'cut_answer'; afterBytes: number }
  /** Both ways at this speed: 50 is a slow drip, 5,000 a bad mobile line. */
  | { kind: 'bandwidth'; bytesPerS: number }
  /** Accepted, never passed on, never answered. */
  | { kind: 'half_open' }
  /** The server has answered, which it does after its commit; the client gets a reset. */
  | { kind: 'lose_answer' };

export type TcpProxy = {
  url: string;
  /** Asked once a request, with its first line: `POST /v1/contacts/mutations HTTP/1.1`. */
  toxicFor: (firstLine: string) => Toxic;
  /** First lines of all requests, in order. */
  requests: string[];
  /** Faults that took effect, by kind. */
  counts: Record<string, number>;
  /** Requests under way at the same time, at most. */
  mostParallel: number;
  leadTo(url: string): void;
  cutAll(): void;
  close(): Promise<void>;
};

const firstLineOf = /^(?:GET|POST|DELETE|PUT|HEAD) \S+ HTTP\/1\.1(?=\r\n)/;
const sliceBytes = 64;

/** A TCP proxy on loopback that hurts what passes through it, one request at a time. */
export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  let target = new URL(targetUrl);
  let underWay = 0;
  const sockets = new Set<Socket>();

  const proxy: TcpProxy = {
    url: '',
    toxicFor: () => ({ kind: 'pass' }),
    requests: [],
    counts: {},
    mostParallel: 0,
    leadTo(url) {
      target = new URL(url);
    },
    cutAll() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      server.close();
      proxy.cutAll();
      await once(server, 'close');
    },
  };

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let toxic: Toxic = { kind: 'pass' };
    let isOpen = false;
    let bodySeen = -1;
    let answered = 0;
    let up = Promise.resolve();
    let down = Promise.resolve();

    const struck = () => {
      proxy.counts[toxic.kind] = (proxy.counts[toxic.kind] ?? 0) + 1;
    };
    const end = () => {
      if (isOpen) underWay -= 1;
      isOpen = false;
    };
    const cut = () => {
      struck();
      client.resetAndDestroy();
      upstream.destroy();
    };
    const begin = (firstLine: string) => {
      end();
      isOpen = true;
      underWay += 1;
      proxy.mostParallel = Math.max(proxy.mostParallel, underWay);
      proxy.requests.push(firstLine);
      toxic = proxy.toxicFor(firstLine);
      bodySeen = -1;
      answered = 0;
      if (toxic.kind === 'latency' || toxic.kind === 'bandwidth' || toxic.kind === 'half_open') struck();
    };
    const pass = async (to: Socket, chunk: Buffer, how: Toxic) => {
      if (how.kind === 'latency') await wait(how.delayMs + Math.random() * how.jitterMs);
      if (how.kind !== 'bandwidth') {
        if (!to.destroyed) to.write(chunk);
        return;
      }
      for (let start = 0; start < chunk.length && !to.destroyed; start += sliceBytes) {
        const slice = chunk.subarray(start, start + sliceBytes);
        await wait((slice.length / how.bytesPerS) * 1000);
        if (!to.destroyed) to.write(slice);
      }
    };

    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        end();
        // What is still on its way through a slow line is delivered first.
        void Promise.all([up, down]).then(() => {
          client.destroy();
          upstream.destroy();
        });
      });
    }
    client.on('data', (chunk: Buffer) => {
      const firstLine = firstLineOf.exec(chunk.toString('latin1'))?.[0];
      if (firstLine) begin(firstLine);
      const how = toxic;
      if (how.kind === 'reset') return cut();
      if (how.kind === 'half_open') return;
      if (how.kind === 'cut_request') {
        const headEnd = bodySeen >= 0 ? 0 : chunk.indexOf('\r\n\r\n') + 4;
        if (bodySeen < 0 && headEnd === 3) {
          upstream.write(chunk);
          return;
        }
        const left = how.afterBytes - Math.max(0, bodySeen);
        bodySeen = Math.max(0, bodySeen) + chunk.length - headEnd;
        if (bodySeen < how.afterBytes) {
          upstream.write(chunk);
          return;
        }
        // The part that arrives is flushed before the line goes dead.
        upstream.write(chunk.subarray(0, headEnd + left), () => cut());
        return;
      }
      up = up.then(() => pass(upstream, chunk, how));
    });
    upstream.on('data', (chunk: Buffer) => {
      const how = toxic;
      if (how.kind === 'lose_answer') return cut();
      if (how.kind === 'cut_answer') {
        const left = how.afterBytes - answered;
        answered += chunk.length;
        if (answered < how.afterBytes) {
          client.write(chunk);
          return;
        }
        client.write(chunk.subarray(0, Math.max(0, left)), () => cut());
        return;
      }
      down = down.then(() => pass(client, chunk, how));
      end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  proxy.url = `http://127.0.0.1:${address.port}`;
  return proxy;
}
