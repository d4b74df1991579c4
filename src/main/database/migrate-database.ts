import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { StorageProblem } from '../../shared/contracts/errors';
import { StorageError, storageProblemOf } from './storage-error';
import { watchStatements } from './watch-statements';

type Options = {
  connection: Sqlite.Database;
  // biome-ignore lint/suspicious/noExplicitAny: the schema's type does not matter to a migration.
  orm: BetterSQLite3Database<any>;
  file: string;
  isNew: boolean;
  migrationsFolder: string;
};

/** Brings the database to today's shape, all steps in one transaction, after a copy that keeps the key. */
export function migrateDatabase({ connection, orm, file, isNew, migrationsFolder }: Options): void {
  const newest = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0;
  const applied = lastApplied(connection);
  if (applied > newest || formatOf(connection) > knownFormat) throw new StorageError('too_new');
  if (applied === newest) return;
  if (!isNew && applied > 0) copyBefore(connection, file, newest);
  let met: StorageProblem | null = null;
  watchStatements(connection, (error) => {
    met ??= storageProblemOf(error);
  });
  try {
    migrate(orm, { migrationsFolder });
  } catch (error) {
    // A full disk ends the transaction by itself; the migrator's own ROLLBACK then fails and hides the reason.
    throw met ? new StorageError(met) : error;
  }
}

/** Raised by a version whose database an older one must not even migrate; none has yet. */
const knownFormat = 0;

function formatOf(connection: Sqlite.Database): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

/** When the newest applied migration was written (epoch ms); 0 for none. */
function lastApplied(connection: Sqlite.Database): number {
  const known = connection.prepare(`SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'`).get();
  if (!known) return 0;
  const row = connection.prepare('SELECT max(created_at) AS at FROM __drizzle_migrations').get() as {
    at: number | null;
  };
  return Number(row.at ?? 0);
}

/** One copy is kept: the one before the latest migration. */
function copyBefore(connection: Sqlite.Database, file: string, version: number): void {
  const copy = `${file}.before-${version}`;
  rmSync(copy, { force: true });
  connection.prepare('VACUUM INTO ?').run(copy);
  const prefix = `${basename(file)}.before-`;
  for (const name of readdirSync(dirname(file))) {
    if (name.startsWith(prefix) && name !== basename(copy)) rmSync(join(dirname(file), name));
  }
}
