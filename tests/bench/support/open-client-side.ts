import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock, systemRandom } from '../../../src/main/boot/system-ports';
import { type Database, openDatabase } from '../../../src/main/database/open-database';
import { pull } from '../../../src/main/sync/pull';
import { createServerClient } from '../../../src/main/sync/server-client';
import { workerApplier } from '../../../src/main/sync/worker-applier';
import { migrationsFolder } from '../../support/test-database';

export type ClientSide = {
  database: Database;
  /** Fetches until there is no more, as a run does; throws when that fails. Answers the rows. */
  pull(): Promise<number>;
  /** What the engine does when a run has ended. */
  rest(): void;
  close(): void;
};

/** As the app runs it: `electron-vite build` goes before. */
const builtProgram = resolve(import.meta.dirname, '../../../out/main/apply-worker.js');

/** A new encrypted database and the engine's pull over it, against one server. */
export function openClientSide(folder: string, baseUrl: string): ClientSide {
  const own = mkdtempSync(join(folder, 'ours-'));
  const opened = openDatabase({ file: join(own, 'feltbok.db'), key: randomBytes(32), migrationsFolder });
  if (opened.kind === 'problem') throw new Error(`Cannot open: ${opened.problem}`);
  const { database } = opened;
  const applier = workerApplier(database, builtProgram);
  const client = createServerClient({
    network: (url, init) => fetch(url, init),
    baseUrl,
    tokens: { access: () => 'token', refresh: async () => 'refused' },
    clock: systemClock,
    appVersion: '0.1.0',
  });
  return {
    database,
    async pull() {
      const { rows, failure } = await pull({
        database,
        client,
        random: systemRandom,
        applier,
        mayGoOn: () => true,
        goOn: () => true,
      });
      if (failure) throw new Error(`The pull failed: ${failure.kind}`);
      return rows;
    },
    rest: () => applier.rest(),
    close() {
      applier.close();
      database.close();
      rmSync(own, { recursive: true, force: true });
    },
  };
}
