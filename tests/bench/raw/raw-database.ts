import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';

export type RawDatabase = { connection: Sqlite.Database; close(): void };

const schema = resolve(import.meta.dirname, '../../../resources/migrations/0000_initial.sql');

/** A new database as the product has it: the same tables, encryption and durability, and nothing of the product around it. */
export function openRawDatabase(folder: string, cipher: 'aegis' | 'none' = 'aegis'): RawDatabase {
  const own = mkdtempSync(join(folder, 'raw-'));
  const connection = new Sqlite(join(own, 'raw.db'));
  if (cipher !== 'none') {
    connection.pragma(`cipher='${cipher}'`);
    connection.pragma(`key='raw:${randomBytes(32).toString('hex')}'`);
  }
  for (const pragma of ['journal_mode=WAL', 'synchronous=FULL', 'secure_delete=ON', 'temp_store=MEMORY'])
    connection.pragma(pragma);
  connection.exec(readFileSync(schema, 'utf8'));
  return {
    connection,
    close() {
      connection.close();
      rmSync(own, { recursive: true, force: true });
    },
  };
}
