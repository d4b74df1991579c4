import { join, resolve } from 'node:path';
import { openDatabase } from '../../src/main/database/open-database';
import { createVault } from '../../src/main/session/vault';
import { demoPassphrase } from '../support/launch-app';
import type { Ledger } from './compare-with-server';

/** Opens the killed app's own files: is every page whole, and is everything that was acknowledged still there? */
export async function inspectProfile(
  userData: string,
  ledger: Ledger,
): Promise<{ isIntact: boolean; missing: number }> {
  const databaseFile = join(userData, 'feltbok.db');
  const vault = createVault({
    file: join(userData, 'vault.json'),
    databaseFile,
    findKeyring: async () => ({ kind: 'none' }),
    log: () => {},
  });
  const key = await vault.openWith(demoPassphrase);
  if (!key) throw new Error('The passphrase does not open the profile.');
  const opened = openDatabase({ file: databaseFile, key, migrationsFolder: resolve('resources/migrations') });
  if (opened.kind === 'problem') return { isIntact: false, missing: 0 };
  const { database } = opened;
  const isIntact = database.isIntact();
  const ids = (sql: string) => new Set(database.prepare(sql).pluck().all() as string[]);
  const drafts = ids('SELECT id FROM drafts WHERE removed_at IS NULL');
  const queued = ids(`SELECT record_id FROM outbox WHERE operation = 'create'`);
  database.close();
  const lostRows = [...ledger.drafts.keys()].filter((id) => !drafts.has(id) && !queued.has(id));
  const lostRegistrations = [...ledger.registered.keys()].filter((id) => !queued.has(id));
  return { isIntact, missing: new Set([...lostRows, ...lostRegistrations]).size };
}
