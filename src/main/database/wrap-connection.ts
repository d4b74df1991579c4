import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { StorageProblem } from '../../shared/contracts/errors';
import { errorCode, type Log } from '../log/log';
import { checkPages } from './check-pages';
import type { Database, Opening, Orm } from './database';
import { keepNightCopy } from './night-copies';
import { pruneQuarantine } from './quarantine';
import { openQueueCopy, type QueueCopyWriter } from './queue-copy';
import * as schema from './schema';
import { isDamage, StorageError, storageProblemOf } from './storage-error';
import type { Turn } from './turns';
import { unlock } from './unlock';
import { watchStatements } from './watch-statements';

type Connection = Sqlite.Database;

/** A write that gave way so often goes through, however much the other one has to write. */
const mostGivenWay = 3;
/** Not an error: the write under way is taken back and done anew. */
const gaveWay = Symbol('gave way');

type Wrapping = { opening: Opening; keepsQueueCopy: boolean; log: Log | undefined; turn: Turn };

/** The one way to read and write over an open connection: each write a transaction, and every damage told. */
export function wrapConnection(
  connection: Connection,
  { opening, keepsQueueCopy, log, turn }: Wrapping,
): Database {
  const file = opening.file;
  const key = Buffer.from(opening.key);
  const statements = new Map<string, Sqlite.Statement>();
  let lastProblem: StorageProblem | null = null;
  let isDamaged = false;
  let tellProblem = () => {};
  let tellDamage = () => {};
  const noteProblem = (problem: StorageProblem | null) => {
    // A damaged database may still take a write; that does not make it whole.
    const next = isDamaged ? 'damaged' : problem;
    const changed = next !== lastProblem;
    lastProblem = next;
    if (changed) tellProblem();
  };
  const noteDamage = () => {
    if (isDamaged) return;
    isDamaged = true;
    log?.('database.damage_found');
    noteProblem('damaged');
    tellDamage();
  };
  watchStatements(connection, (error) => isDamage(error) && noteDamage());
  const copy: QueueCopyWriter | null = keepsQueueCopy
    ? openQueueCopy({
        databaseFile: file,
        key,
        connection,
        onProblem: (error) =>
          error
            ? log?.('database.queue_copy_failed', { error: errorCode(error) })
            : log?.('database.queue_copy_works'),
      })
    : null;
  const prepare = (sql: string): Sqlite.Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const orm = drizzle(connection, { schema });
  const queries = new Map<(orm: Orm) => unknown, unknown>();
  const query = <T>(build: (orm: Orm) => T): T => {
    if (!queries.has(build)) queries.set(build, build(orm));
    return queries.get(build) as T;
  };
  let givenWay = 0;
  let toTell: (() => void)[] = [];
  const tell = () => {
    const kept = toTell;
    toTell = [];
    for (const then of kept) then();
  };
  // Made once: it prepares statements of its own.
  const transact = connection.transaction((work: () => unknown) => work());
  const store = <T>(work: () => T): T => {
    if (connection.inTransaction) return work();
    turn.take();
    try {
      const value = transact.immediate(work) as T;
      givenWay = 0;
      noteProblem(null);
      return value;
    } catch (error) {
      toTell = [];
      if (error !== gaveWay) throw storageErrorOf(error);
      givenWay += 1;
    } finally {
      turn.end();
    }
    return store(work);
  };
  const write = <T>(work: () => T): T => {
    const isPart = connection.inTransaction;
    const value = store(work);
    if (isPart) return value;
    copy?.append();
    tell();
    return value;
  };
  const writeSoon = <T>(work: () => T): T => {
    if (connection.inTransaction) return work();
    connection.pragma('synchronous=NORMAL');
    try {
      const value = store(work);
      tell();
      return value;
    } finally {
      connection.pragma('synchronous=FULL');
    }
  };
  const storageErrorOf = (error: unknown): unknown => {
    if (isDamage(error)) noteDamage();
    const problem = storageProblemOf(error);
    if (!problem) return error;
    noteProblem(problem);
    return new StorageError(problem);
  };
  const checkpoint = () => {
    connection.pragma('wal_checkpoint(PASSIVE)');
  };
  return {
    orm,
    query,
    prepare,
    write,
    writeSoon,
    afterCommit: (then) => {
      if (connection.inTransaction) toTell.push(then);
      else then();
    },
    giveWay: () => {
      if (givenWay < mostGivenWay && turn.isWanted()) throw gaveWay;
    },
    opening,
    noteProblem: (problem) =>
      problem === 'damaged' || problem === 'wrong_key' ? noteDamage() : noteProblem(problem),
    problem: () => lastProblem,
    onProblem: (listener) => {
      tellProblem = listener;
    },
    onDamage: (listener) => {
      tellDamage = listener;
      if (isDamaged) listener();
    },
    isIntact: () => {
      try {
        return connection.pragma('integrity_check', { simple: true }) === 'ok';
      } catch {
        return false;
      }
    },
    checkPages: async () => {
      const isWhole = await checkPages(() => openForReading(file, key));
      if (!isWhole && connection.open) noteDamage();
      return isWhole;
    },
    tidyQueueCopy: async () => copy?.rewrite(),
    keepNightCopy: (nowMs) => keepNightCopy(file, nowMs),
    pruneQuarantine: (beforeMs) => pruneQuarantine(file, beforeMs),
    checkpoint,
    optimise: () => {
      connection.pragma('optimize');
      checkpoint();
    },
    close: () => {
      copy?.close();
      if (connection.open) connection.close();
      key.fill(0);
    },
  };
}

function openForReading(file: string, key: Buffer): Connection {
  const connection = new Sqlite(file, { readonly: true, timeout: 5000 });
  try {
    unlock(connection, key);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
