import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import type { StorageProblem } from '../../shared/contracts/errors';
import { migrateDatabase } from './migrate-database';
import * as schema from './schema';
import { StorageError, storageProblemOf } from './storage-error';

type Connection = Sqlite.Database;
export type Orm = BetterSQLite3Database<typeof schema>;

export type Database = {
  /** Typed queries, for everything but bulk. */
  orm: Orm;
  /** Prepared once per text; for bulk and hot paths. */
  prepare(sql: string): Sqlite.Statement;
  /** One durable transaction: returns only when it is on disk, or throws and nothing of it is kept. */
  write<T>(work: () => T): T;
  /** What the last write met; null again after one that succeeded. */
  problem(): StorageProblem | null;
  /** Called when that has changed. */
  onProblem(listener: () => void): void;
  /** Whether every page can be read and authenticated. Reads the whole file. */
  isIntact(): boolean;
  /** Returns free pages and refreshes the planner's statistics. */
  optimise(): void;
  close(): void;
};

export type OpenedDatabase =
  | { kind: 'open'; database: Database }
  | { kind: 'problem'; problem: StorageProblem };

/** Opens or makes the encrypted database. `key`: 32 random bytes. Expected failures are answers, not exceptions. */
export function openDatabase(options: {
  file: string;
  key: Buffer;
  migrationsFolder: string;
}): OpenedDatabase {
  const isNew = !existsSync(options.file);
  let connection: Connection | null = null;
  try {
    connection = new Sqlite(options.file, { timeout: 5000 });
    unlock(connection, options.key);
    setPragmas(connection);
    migrateDatabase({
      connection,
      orm: drizzle(connection, { schema }),
      file: options.file,
      isNew,
      migrationsFolder: options.migrationsFolder,
    });
    return { kind: 'open', database: wrap(connection) };
  } catch (error) {
    connection?.close();
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'problem', problem };
    throw error;
  }
}

function unlock(connection: Connection, key: Buffer): void {
  connection.pragma(`cipher='aegis'`);
  connection.pragma(`key='raw:${key.toString('hex')}'`);
  // The key is first used here: a wrong one makes the file "not a database".
  connection.prepare('SELECT count(*) FROM sqlite_schema').get();
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

function wrap(connection: Connection): Database {
  const statements = new Map<string, Sqlite.Statement>();
  let lastProblem: StorageProblem | null = null;
  let tellProblem = () => {};
  const noteProblem = (problem: StorageProblem | null) => {
    const changed = problem !== lastProblem;
    lastProblem = problem;
    if (changed) tellProblem();
  };
  const prepare = (sql: string): Sqlite.Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const write = <T>(work: () => T): T => {
    if (connection.inTransaction) return work();
    try {
      const value = connection.transaction(work).immediate();
      noteProblem(null);
      return value;
    } catch (error) {
      const problem = storageProblemOf(error);
      if (!problem) throw error;
      noteProblem(problem);
      throw new StorageError(problem);
    }
  };
  return {
    orm: drizzle(connection, { schema }),
    prepare,
    write,
    problem: () => lastProblem,
    onProblem: (listener) => {
      tellProblem = listener;
    },
    isIntact: () => {
      try {
        return connection.pragma('integrity_check', { simple: true }) === 'ok';
      } catch {
        return false;
      }
    },
    optimise: () => {
      connection.pragma('optimize');
      connection.pragma('wal_checkpoint(PASSIVE)');
    },
    close: () => {
      if (connection.open) connection.close();
    },
  };
}
