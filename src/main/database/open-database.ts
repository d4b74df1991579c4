import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import type { StorageProblem } from '../../shared/contracts/errors';
import { errorCode, type Log } from '../log/log';
import { checkPages } from './check-pages';
import { checkHeader, isNewDatabase } from './database-file';
import { migrateDatabase } from './migrate-database';
import { finishMoving, pruneQuarantine } from './quarantine';
import { isAheadOf, openQueueCopy, type QueueCopyWriter } from './queue-copy';
import { readQueueCopy } from './read-queue-copy';
import * as schema from './schema';
import { isDamage, StorageError, storageProblemOf } from './storage-error';
import { firstTurn, makeTurnMemory, secondTurn, type Turn } from './turns';
import { unlock } from './unlock';
import { watchStatements } from './watch-statements';

type Connection = Sqlite.Database;
export type Orm = BetterSQLite3Database<typeof schema>;

export type Database = {
  /** Typed queries, for everything but bulk. */
  orm: Orm;
  /** A typed query, built and prepared once per connection: `build` names it, so give the same function each time. */
  query<T>(build: (orm: Orm) => T): T;
  /** Prepared once per text; for bulk and hot paths. */
  prepare(sql: string): Sqlite.Statement;
  /**
   * One durable transaction: returns only when it is on disk, or throws and nothing of it is kept. On a second
   * connection `work` is done anew when it gave way.
   */
  write<T>(work: () => T): T;
  /**
   * A transaction that is whole, but on disk only with the next `write`: a crash of the process leaves it, a power cut
   * may take it back. For what would then be done again with the same result.
   */
  writeSoon<T>(work: () => T): T;
  /** Called between the parts of a long write: a second connection lets the first one write before it. */
  giveWay(): void;
  /** What the last write met; null again after one that succeeded. */
  problem(): StorageProblem | null;
  /** What a write of the other connection met; null after one that succeeded. */
  noteProblem(problem: StorageProblem | null): void;
  /** Called when that has changed. */
  onProblem(listener: () => void): void;
  /** Called once, when reading or writing has met a page that is not as it was written. */
  onDamage(listener: () => void): void;
  /** Whether every page can be read and authenticated. Reads the whole file. */
  isIntact(): boolean;
  /** The same in slices of a few milliseconds; what it finds is told to `onDamage`. */
  checkPages(): Promise<boolean>;
  /** Leaves only what is still open in the copy of the queue. */
  tidyQueueCopy(): Promise<void>;
  /** Forgets damaged files that were put aside before then (epoch ms); everything rescued must have been sent. */
  pruneQuarantine(beforeMs: number): number;
  /** What another thread of this process needs to open the same database. */
  opening: Opening;
  /** Moves what is in the log into the database file, as far as nobody reads it. Does not hold up other connections. */
  checkpoint(): void;
  /** Returns free pages and refreshes the planner's statistics. */
  optimise(): void;
  close(): void;
};

export type Opening = { file: string; key: Uint8Array; turns: SharedArrayBuffer };

export type OpenedDatabase =
  | { kind: 'open'; database: Database }
  | { kind: 'problem'; problem: StorageProblem };

export type OpenOptions = {
  file: string;
  /** 32 random bytes. */
  key: Buffer;
  migrationsFolder: string;
  /** False for a database that nobody works with; a database in memory has none either. */
  keepsQueueCopy?: boolean;
  log?: Log;
};

/**
 * Opens or makes the encrypted database. Expected failures are answers, not exceptions. `damaged` is answered
 * also for a file that is gone, or of another time, while its queue copy knows of saved work.
 */
export function openDatabase(options: OpenOptions): OpenedDatabase {
  const { file, key, migrationsFolder, keepsQueueCopy = file !== ':memory:' } = options;
  let connection: Connection | null = null;
  try {
    finishMoving(file);
    const isNew = isNewDatabase(file);
    if (isNew && keepsQueueCopy && readQueueCopy(file, key) !== null) throw new StorageError('damaged');
    if (!isNew) checkHeader(file);
    connection = new Sqlite(file, { timeout: 5000 });
    unlock(connection, key);
    setPragmas(connection);
    const orm = drizzle(connection, { schema });
    migrateDatabase({ connection, orm, file, isNew, migrationsFolder });
    if (keepsQueueCopy && isAheadOf(connection, file, key)) throw new StorageError('damaged');
    // Checkpoints belong to the second connection, where there is one; without it the log may not grow for ever.
    connection.pragma(`wal_autocheckpoint=${firstCheckpointPages}`);
    const turns = makeTurnMemory();
    const opening = { file, key, turns };
    return {
      kind: 'open',
      database: wrap(connection, { opening, keepsQueueCopy, log: options.log, turn: firstTurn(turns) }),
    };
  } catch (error) {
    connection?.close();
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'problem', problem: isOurKey(problem, options) ? 'damaged' : problem };
    throw error;
  }
}

/** Opens a database that is open already, from another thread. It gives way to the first connection. Throws `StorageError`. */
export function openBeside(opening: Opening): Database {
  const connection = new Sqlite(opening.file, { timeout: 5000, fileMustExist: true });
  try {
    unlock(connection, Buffer.from(opening.key));
    setPragmas(connection);
    connection.pragma(`cache_size=-${besideCacheKib}`);
    return wrap(connection, {
      opening,
      keepsQueueCopy: false,
      log: undefined,
      turn: secondTurn(opening.turns),
    });
  } catch (error) {
    connection.close();
    const problem = storageProblemOf(error);
    throw problem ? new StorageError(problem) : error;
  }
}

const firstCheckpointPages = 4000;
/** Indexes into which rows go in no order want to be kept: a sixth less processor time over a first download. */
const besideCacheKib = 16 * 1024;
/** A write that gave way so often goes through, however much the other one has to write. */
const mostGivenWay = 3;
/** Not an error: the write under way is taken back and done anew. */
const gaveWay = Symbol('gave way');

/** A file that the key does not open, beside a copy that it does, has the right key and a damaged beginning. */
function isOurKey(problem: StorageProblem, { file, key }: OpenOptions): boolean {
  if (problem !== 'wrong_key') return false;
  const copy = readQueueCopy(file, key);
  return copy !== null && copy !== 'unreadable';
}

/** Set on every open: a WAL database silently falls back to synchronous=NORMAL when it is opened again. */
function setPragmas(connection: Connection): void {
  connection.pragma('journal_mode=WAL');
  connection.pragma('synchronous=FULL');
  connection.pragma('foreign_keys=ON');
  connection.pragma('secure_delete=ON');
  connection.pragma('trusted_schema=OFF');
  connection.pragma('cell_size_check=ON');
  // Temporary tables and sorts would otherwise spill to files that are not encrypted.
  connection.pragma('temp_store=MEMORY');
}

type Wrapping = { opening: Opening; keepsQueueCopy: boolean; log: Log | undefined; turn: Turn };

function wrap(connection: Connection, { opening, keepsQueueCopy, log, turn }: Wrapping): Database {
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
  const write = <T>(work: () => T): T => {
    if (connection.inTransaction) return work();
    turn.take();
    try {
      const value = connection.transaction(work).immediate();
      givenWay = 0;
      noteProblem(null);
      copy?.append();
      return value;
    } catch (error) {
      if (error !== gaveWay) throw storageErrorOf(error);
      givenWay += 1;
    } finally {
      turn.end();
    }
    return write(work);
  };
  const writeSoon = <T>(work: () => T): T => {
    if (connection.inTransaction) return work();
    connection.pragma('synchronous=NORMAL');
    try {
      return write(work);
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
    pruneQuarantine: (beforeMs) => pruneQuarantine(file, beforeMs),
    checkpoint,
    optimise: () => {
      connection.pragma('optimize');
      checkpoint();
    },
    close: () => {
      copy?.close();
      if (connection.open) connection.close();
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
