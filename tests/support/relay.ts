import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type Relay = {
  url: string;
  /** Cuts every connection and refuses new ones. */
  refuse(): void;
  open(): void;
  /** Lets everything go to another address from now on, as a network with a log-in page of its own does. */
  leadTo(url: string): void;
  /**
   * The next request whose first line holds `path` reaches the server; when the server has answered, which it
   * does after its commit, the connection is cut instead. Resolves when that has happened.
   */
  loseNextAnswer(path: string): Promise<void>;
  /** Keeps every answer back until the function that it gives is called. */
  holdAnswers(): () => void;
  /** First lines of all requests that were let through, in order: `POST /v1/contacts/mutations HTTP/1.1`. */
  requests: string[];
  close(): Promise<void>;
};

/** A TCP relay on loopback before a server, to take the network away between app and server. */
export async function startRelay(targetUrl: string): Promise<Relay> {
  let target = Number(new URL(targetUrl).port);
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let refusing = false;
  let held: (() => void)[] | null = null;
  let toLose: { path: string; done: () => void } | null = null;

  const server = createServer((client) => {
    if (refusing) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(target, '127.0.0.1');
    let losing: (() => void) | null = null;
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (chunk) => {
      const line = /^(?:GET|POST|DELETE) \S+ HTTP\/1\.1/.exec(chunk.toString('latin1'))?.[0];
      if (line) requests.push(line);
      if (line && toLose && line.includes(toLose.path)) {
        losing = toLose.done;
        toLose = null;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!losing) {
        const answer = () => client.write(chunk);
        if (held) held.push(answer);
        else answer();
        return;
      }
      client.resetAndDestroy();
      losing();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.');

  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    refuse() {
      refusing = true;
      cutAll();
    },
    open() {
      refusing = false;
    },
    leadTo(url) {
      target = Number(new URL(url).port);
      cutAll();
    },
    loseNextAnswer: (path) =>
      new Promise((done) => {
        toLose = { path, done };
      }),
    holdAnswers() {
      held = [];
      return () => {
        for (const answer of held ?? []) answer();
        held = null;
      };
    },
    async close() {
      server.close();
      cutAll();
      await once(server, 'close');
    },
  };
}
