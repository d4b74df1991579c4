import { readdir, readFile } from 'node:fs/promises';
import type { Engine, Sql } from './sql';

const folder = new URL('../migrations/', import.meta.url);

/** Applies the numbered files that this database has not seen, each in a transaction with its own mark. */
export async function applyMigrations(engine: Engine): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const applied = await engine.begin(findApplied);
  for (const name of names.filter((name) => !applied.has(name))) {
    const script = await readFile(new URL(name, folder), 'utf8');
    await engine.begin(async (sql) => {
      await sql.run(script);
      await sql.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    });
  }
  await engine.begin(saveFirstEpoch);
}

async function findApplied(sql: Sql): Promise<Set<string>> {
  await sql.run(
    'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const rows = await sql.query<{ name: string }>('SELECT name FROM schema_migrations');
  return new Set(rows.map((row) => row.name));
}

/** The epoch names this database's history; whoever restores a backup must give it a new one. */
async function saveFirstEpoch(sql: Sql): Promise<void> {
  await sql.run(
    `INSERT INTO meta (key, value) VALUES ('epoch', gen_random_uuid()::text) ON CONFLICT (key) DO NOTHING`,
  );
}
