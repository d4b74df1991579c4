import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { StorageProblem } from '../../shared/contracts/errors';
import type { Log } from '../log/log';
import type { Database, Opening } from './database';
import { checkHeader, isNewDatabase } from './database-file';
import { migrateDatabase } from './migrate-database';
import { readAnyCopy, readNightCopy } from './night-copies';
import { finishMoving } from './quarantine';
import { isAheadOf } from './queue-copy';
import { readQueueCopy } from './read-queue-copy';
import * as schema from './schema';
import { StorageError, storageProblemOf } from './storage-error';
import { firstTurn, makeTurnMemory, secondTurn } from './turns';
import { unlock } from './unlock';
import { wrapConnection } from './wrap-connection';

export type { Database, Opening, Orm } from './database';

type Connection = Sqlite.Database;

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
    if (isNew && keepsQueueCopy && hasCopy(file, key)) throw new StorageError('damaged');
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
      database: wrapConnection(connection, {
        opening,
        keepsQueueCopy,
        log: options.log,
        turn: firstTurn(turns),
      }),
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
    return wrapConnection(connection, {
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
/** A file that the key does not open, beside a copy that it does, has the right key and a damaged beginning. */
function isOurKey(problem: StorageProblem, { file, key }: OpenOptions): boolean {
  if (problem !== 'wrong_key') return false;
  return readAnyCopy(file, key) !== null;
}

/** Of a database that is not there: then it is gone, and not new. */
function hasCopy(file: string, key: Buffer): boolean {
  return readQueueCopy(file, key) !== null || readNightCopy(file, key) !== null;
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
