import { heartbeatMs as usualHeartbeatMs } from '../src/shared/contracts/sync-api';
import { lockFolder } from './database/lock-folder';
import { openDatabase } from './database/open-database';
import { beginEpoch, readEpoch } from './database/read-epoch';
import type { Sql } from './database/sql';
import { makeRequestAnswerer } from './http/answer-request';
import { listen } from './http/listen';
import { openPokeHub } from './poke/poke-hub';
import { type DemoSize, seedDemo } from './seed/seed-demo';
import { makeIdentityCheck } from './session/check-identity';
import { defaultCost, makePasswordCheck } from './session/hash-password';
import { deriveKeys, findSecret } from './session/keys';
import { limitAttempts } from './session/limit-attempts';

export type ServerOptions = {
  /** 0 takes a free one. */
  port?: number;
  host?: string;
  /** Host names that clients reach it by, beside `localhost` and its addresses. */
  names?: readonly string[];
  /** Folder for the database, the secret and the lock; in memory when null. */
  dataDir?: string | null;
  /** Address of a PostgreSQL server instead of the one inside. */
  databaseUrl?: string | null;
  /** The data were put back from an older copy: a new history begins, and devices offer again what they keep. */
  restored?: boolean;
  /** Fills an empty database with invented organisations. */
  demo?: DemoSize | null;
  /** The calendar date that the invented data lead up to. */
  today?: string;
  /** Epoch milliseconds. */
  now?: () => number;
  /** Signs tokens and cursors; kept in the data folder when not given. */
  secret?: string | null;
  /** How long a client may take to send a request. */
  slowClientMs?: number;
  /** How often a stream of pokes says that it is there. */
  heartbeatMs?: number;
  /** Logarithm of the work that a password takes; less only in tests. */
  passwordCost?: number;
  /** Extra `postgres` parameters of the database inside. */
  startParams?: readonly string[];
  report?: (error: unknown) => void;
};

export type RunningServer = {
  url: string;
  port: number;
  epoch: string;
  close(): Promise<void>;
  /** Asks as the owner of the tables, past row level security where that is a superuser: for tests. */
  sql: <Row>(text: string, params?: readonly unknown[]) => Promise<Row[]>;
  /** Several statements in one transaction, as the owner. */
  asOwner: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
};

/** Starts the reference sync server; resolves when it answers. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { port = 0, host = '127.0.0.1', dataDir = null, databaseUrl = null } = options;
  const now = options.now ?? Date.now;
  const unlock = dataDir === null ? async () => undefined : await lockFolder(dataDir);
  const closers: (() => Promise<void>)[] = [unlock];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const secret = options.secret ?? (await findSecret(dataDir));
    const { startParams = [] } = options;
    const database = await openDatabase({ url: databaseUrl, folder: dataDir, startParams });
    closers.push(() => database.close());
    if (options.restored) await database.asOwner(beginEpoch);
    const passwordCost = options.passwordCost ?? defaultCost;
    const today = options.today ?? isoDate(now());
    if (options.demo) await seedDemo(database, { size: options.demo, today, passwordCost });
    const report = options.report ?? reportError;
    const pokes = await openPokeHub(database.listen, { now, report });
    closers.push(pokes.close);
    const services = {
      database,
      keys: deriveKeys(secret),
      passwords: makePasswordCheck(passwordCost),
      identities: makeIdentityCheck(),
      limit: limitAttempts(now),
      pokes,
      now,
      report,
    };
    const { slowClientMs = 10_000, heartbeatMs = usualHeartbeatMs } = options;
    const names = [host, ...(options.names ?? [])];
    const answer = makeRequestAnswerer(services, { names, heartbeatMs });
    const listener = await listen({ port, host, slowClientMs }, answer);
    // Its streams would keep the listener open, so they end first.
    closers.push(() => listener.close(), pokes.close);
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${listener.port}`,
      port: listener.port,
      epoch: await database.asOwner(readEpoch),
      close: closeAll,
      sql: (text, params) => database.asOwner((sql) => sql.query(text, params)),
      asOwner: database.asOwner,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The kind of failure and PostgreSQL's code for it; messages may quote what people wrote. */
function reportError(error: unknown): void {
  const { name = 'Error', code } = (error ?? {}) as { name?: string; code?: string };
  console.error(JSON.stringify({ at: new Date().toISOString(), failure: name, code: code ?? null }));
}
