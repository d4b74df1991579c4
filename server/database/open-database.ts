import { join } from 'node:path';
import { applyMigrations } from './apply-migrations';
import { enterSession } from './enter-session';
import { openPglite } from './open-pglite';
import { openPostgres } from './open-postgres';
import type { Database, Engine } from './sql';

export type DatabaseOptions = {
  /** Address of a PostgreSQL server; wins over the folder. */
  url: string | null;
  /** The data folder; null keeps everything in memory. */
  folder: string | null;
  startParams?: readonly string[];
};

/** Opens the database and brings its tables up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const engine = await openEngine(options);
  try {
    await applyMigrations(engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return {
    transaction: (session, fn) =>
      engine.begin(async (sql) => {
        await enterSession(sql, session);
        return fn(sql);
      }),
    asOwner: (fn) => engine.begin(fn),
    listen: (channels, told) => engine.listen(channels, told),
    close: () => engine.close(),
  };
}

async function openEngine(options: DatabaseOptions): Promise<Engine> {
  if (options.url) return openPostgres(options.url);
  const folder = options.folder === null ? null : join(options.folder, 'database');
  return openPglite(folder, options.startParams ?? []);
}
