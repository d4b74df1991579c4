import type Sqlite from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { StorageProblem } from '../../shared/contracts/errors';
import type * as schema from './schema';

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
   * A transaction that is whole, but on disk, and in the copy of the queue, only with the next `write`: a crash of the
   * process leaves it, a power cut may take it back. For what would then be done again with the same result.
   */
  writeSoon<T>(work: () => T): T;
  /**
   * Calls once what has been written is kept: after the outermost transaction under way, at once where there is none,
   * and never when it is rolled back. For whatever tells of a change.
   */
  afterCommit(then: () => void): void;
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
  /** Puts that copy aside for two nights (epoch ms). Rejects when the disk does not take it. */
  keepNightCopy(nowMs: number): Promise<void>;
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
