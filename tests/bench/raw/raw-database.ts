import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';

export type RawDatabase = { connection: Sqlite.Database; close(): void };

const migrations = resolve(import.meta.dirname, '../../../resources/migrations');

/**
 * A new database as the product has it: the same tables, indexes, encryption and durability, and nothing of the product
 * around it, no counting triggers either.
 */
export function openRawDatabase(folder: string, cipher: 'aegis' | 'none' = 'aegis'): RawDatabase {
  const own = mkdtempSync(join(folder, 'raw-'));
  const connection = new Sqlite(join(own, 'raw.db'));
  if (cipher !== 'none') {
    connection.pragma(`cipher='${cipher}'`);
    connection.pragma(`key='raw:${randomBytes(32).toString('hex')}'`);
  }
  for (const pragma of ['journal_mode=WAL', 'synchronous=FULL', 'secure_delete=ON', 'temp_store=MEMORY'])
    connection.pragma(pragma);
  for (const name of readdirSync(migrations).sort())
    if (name.endsWith('.sql')) connection.exec(readFileSync(join(migrations, name), 'utf8'));
  connection.exec(
    'DROP TRIGGER outbox_counts_insert; DROP TRIGGER outbox_counts_update; DROP TRIGGER outbox_counts_delete',
  );
  return {
    connection,
    close() {
      connection.close();
      rmSync(own, { recursive: true, force: true });
    },
  };
}
