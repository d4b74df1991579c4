import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, systemRandom } from '../../../src/main/boot/system-ports';
import { type Database, openDatabase } from '../../../src/main/database/open-database';
import { writeRecords } from '../../../src/main/database/records';
import { enqueue, type Intent } from '../../../src/main/outbox/enqueue';
import { inlineApplier } from '../../../src/main/sync/page-applier';
import { runOnce } from '../../../src/main/sync/run-once';
import { createServerClient } from '../../../src/main/sync/server-client';
import { migrationsFolder } from '../../support/test-database';
import { mirrored, reference } from './make-activity';

export type QueueSide = {
  database: Database;
  /** Puts records into the mirror as the server has them. */
  mirror(indexes: number[]): void;
  save(intents: Intent[]): void;
  /** One whole run; throws unless it leaves nothing unsettled. */
  run(): Promise<void>;
  /** Closes and opens again, as a restart does. */
  reopen(): void;
  close(): void;
};

/** A new encrypted database with what registrations refer to, and the engine's run over it. */
export function openQueueSide(folder: string, baseUrl: string): QueueSide {
  const own = mkdtempSync(join(folder, 'queue-'));
  const key = randomBytes(32);
  const open = () => {
    const opened = openDatabase({ file: join(own, 'feltbok.db'), key, migrationsFolder });
    if (opened.kind === 'problem') throw new Error(`Cannot open: ${opened.problem}`);
    return opened.database;
  };
  const client = createServerClient({
    network: (url, init) => fetch(url, init),
    baseUrl,
    tokens: { access: () => 'token', refresh: async () => 'refused' },
    clock: systemClock,
    appVersion: '0.1.0',
  });
  const side: QueueSide = {
    database: open(),
    mirror(indexes) {
      side.database.write(() => writeRecords(side.database, 'activities', indexes.map(mirrored), 1));
    },
    save: (intents) => enqueue(side.database, intents, Date.now()),
    async run() {
      const { database } = side;
      // The one page is empty: starting a thread for it is measured elsewhere.
      const applier = inlineApplier(database);
      const ports = {
        database,
        client,
        clock: systemClock,
        random: systemRandom,
        checkAsked: false,
        fetches: true,
        applier,
      };
      await runOnce({ ...ports, mayGoOn: () => true, onProgress: () => {} }, 'now');
      const left = database
        .prepare(
          `SELECT (SELECT count(*) FROM outbox WHERE state <> 'settled') + (SELECT count(*) FROM shadows)
             + (SELECT count(*) FROM activities WHERE revision = 0)`,
        )
        .pluck()
        .get();
      const failure = database
        .prepare('SELECT failure FROM sync_runs ORDER BY started_at DESC')
        .pluck()
        .get();
      if (left !== 0 || failure !== null) throw new Error(`The run left ${left} and ended with ${failure}.`);
    },
    reopen() {
      side.database.close();
      side.database = open();
    },
    close() {
      side.database.close();
      rmSync(own, { recursive: true, force: true });
    },
  };
  fill(side.database);
  return side;
}

function fill(database: Database): void {
  const { unit, types, mentors } = reference;
  const names = (name: string) => ({ nb: name, nn: name, en: name });
  database.write(() => {
    const place = { kind: 'local', name: unit.name, parentId: null, municipalityCode: null, active: true };
    writeRecords(database, 'org_units', [{ id: unit.id, revision: 1, ...place }], 1);
    const typeRecords = types.map(({ id, name }, sort) => ({
      ...{
        id,
        revision: 1,
        label: names(name),
        code: null,
        grantCategory: 'other',
        defaultMode: 'phone',
        sort,
      },
      ...{ defaultDurationMin: null, allowsZeroParticipants: false, validFrom: '2020-01-01', validTo: null },
    }));
    writeRecords(database, 'activity_types', typeRecords, 1);
    const people = mentors.map(({ id, name, code }) => ({
      ...{ id, revision: 1, homeUnitId: unit.id, displayName: name, shortCode: code },
      ...{ approval: 'approved', approvedFrom: null, approvedTo: null, active: true },
    }));
    writeRecords(database, 'peer_mentors', people, 1);
    database
      .prepare(
        `INSERT INTO sync_state (only, device_id, cursor, epoch, initialised) VALUES (1, ?, 'end', 'bench', 1)`,
      )
      .run(unit.id);
  });
}
