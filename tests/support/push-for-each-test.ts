import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import type { Database } from '../../src/main/database/open-database';
import { enqueue, type Intent } from '../../src/main/outbox/enqueue';
import { type Pushed, push } from '../../src/main/sync/push';
import { createServerClient } from '../../src/main/sync/server-client';
import { makeFakeClock } from './fake-clock';
import { someFields, someIntent } from './outbox-fixture';
import { type ScriptedServer, startScriptedServer } from './scripted-server';
import { makeTestDatabase, type TestDatabase } from './test-database';

/** A queue and a server that answers as it is told, new for each test of the file that calls this. */
export function pushForEachTest() {
  const clock = makeFakeClock(1_790_000_000_000);
  let made: TestDatabase;
  let server: ScriptedServer;
  beforeEach(async () => {
    made = makeTestDatabase();
    server = await startScriptedServer();
  });
  afterEach(async () => {
    made.remove();
    await server.close();
  });
  return {
    clock,
    get database(): Database {
      return made.database;
    },
    get server(): ScriptedServer {
      return server;
    },
    save: (intents: Intent[]) => enqueue(made.database, intents, clock.now()),
    many: (count: number, changes: Partial<Intent> = {}) =>
      Array.from({ length: count }, () => someIntent('create', changes)),
    /** A creation whose mutation takes this many bytes more than an ordinary one. */
    heavy: (bytes: number) =>
      someIntent('create', { changes: { ...someFields({ note: 'x'.repeat(bytes) }) } as never }),
    send(
      goOn: (progress: { done: number; total: number }) => boolean = () => true,
      turn = clock.turn,
    ): Promise<Pushed> {
      const client = createServerClient({
        network: (url, init) => fetch(url, init),
        baseUrl: server.url,
        tokens: { access: () => 'token', refresh: async () => 'refused' },
        clock,
        appVersion: '0.1.0',
      });
      return push({
        database: made.database,
        client,
        clock: { ...clock, turn },
        random: { fraction: () => 0.5, newId: () => randomUUID() },
        deviceId: randomUUID(),
        goOn,
      });
    },
    sizes: () => server.received.map(({ mutations }) => mutations.length),
    states: () =>
      made.database.prepare('SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state').raw().all(),
  };
}
