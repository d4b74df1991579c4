import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TrailHead } from '../../src/main/audit/trail-head';
import { createLifecycle, type Lifecycle } from '../../src/main/boot/create-lifecycle';
import { fileLock } from '../../src/main/boot/file-lock';
import { openProfile } from '../../src/main/boot/open-profile';
import { startWork, type Work, type WorkPorts } from '../../src/main/boot/start-work';
import { systemRandom } from '../../src/main/boot/system-ports';
import type { Database } from '../../src/main/database/open-database';
import type { Context } from '../../src/main/registrations/context';
import { createServerClient, type ServerClient } from '../../src/main/sync/server-client';
import type { ActivityFields } from '../../src/shared/contracts/activity';
import type { SendingHabits } from '../../src/shared/contracts/computer';
import type { Connectivity } from '../../src/shared/contracts/status';
import { freeHabits } from '../../src/shared/rules/may-sync-now';
import { speechOf } from '../../src/shared/rules/words';
import { type FakeClock, makeFakeClock } from './fake-clock';
import { type FaultyNetwork, makeFaultyNetwork } from './faulty-network';
import { noReports } from './no-reports';

export const demoPassword = 'likeperson-demo';

/** The whole main process without Electron: database, session, engine and registrations on real HTTP. */
export type Device = {
  net: FaultyNetwork;
  clock: FakeClock;
  folder: string;
  key: Buffer;
  life(): Lifecycle<Work>;
  work(): Work;
  database(): Database;
  /** Statuses told, newest last, by kind and count. */
  told: string[];
  /** What the window was told to read again, newest last. */
  changed: string[];
  /** How often the schedule was told to register its jobs anew. */
  synced: number;
  defects: unknown[];
  /** Where the trail's head is kept. */
  trail: WorkPorts['trail'] & { head: TrailHead | null };
  /** The file that she chooses to write to, or to read; null when she thinks better of it. */
  chosenFile: string | null;
  /** What the computer says of its network. */
  connectivity: Connectivity;
  /** Her choices of when this computer sends by itself. */
  habits: SendingHabits;
  /** Asks the server before each run, as the app does, instead of believing `connectivity`. */
  probesServer: boolean;
  /** Stops without a word and starts again on the same files, as after a crash. */
  restart(): Promise<void>;
  signIn(email?: string): Promise<void>;
  remove(): void;
};

/** `own`: the files of an earlier device, or another clock than one that stands still. */
export async function makeDevice(
  baseUrl: string,
  startMs = Date.now(),
  own: { folder?: string; key?: Buffer; clock?: FakeClock } = {},
): Promise<Device> {
  const folder = own.folder ?? mkdtempSync(join(tmpdir(), 'feltbok-device-'));
  const key = own.key ?? randomBytes(32);
  const net = makeFaultyNetwork();
  const clock = own.clock ?? makeFakeClock(startMs);
  let life: Lifecycle<Work>;

  const device: Device = {
    net,
    clock,
    folder,
    key,
    life: () => life,
    work() {
      const work = life.work();
      if (!work) throw new Error('Nobody is at work');
      return work;
    },
    database() {
      const database = life.database();
      if (!database) throw new Error('The database is closed');
      return database;
    },
    told: [],
    changed: [],
    synced: 0,
    defects: [],
    trail: {
      head: null,
      kept: () => device.trail.head,
      keep(head) {
        device.trail.head = head;
      },
    },
    chosenFile: null,
    connectivity: 'online',
    habits: freeHabits,
    probesServer: false,
    async restart() {
      life.stop();
      await start();
    },
    async signIn(email = 'kari.demo@feltbok.example') {
      const result = await life.signIn({ email, password: demoPassword });
      if (result.kind !== 'signed_in') throw new Error(`Cannot sign in: ${result.kind}`);
    },
    remove() {
      life.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function start(): Promise<void> {
    const client = createServerClient({
      network: net.network,
      baseUrl,
      tokens: { access: () => life.session.access(), refresh: () => life.session.refresh() },
      clock,
      appVersion: '0.1.0',
      mayGoOn: () => !life.work()?.engine.isPaused(),
    });
    life = createLifecycle<Work>({
      vault: {
        open: async () => ({ kind: 'open', key: Buffer.from(key) }),
        openWith: async () => Buffer.from(key),
        asksPassphrase: () => false,
      },
      databaseFile: join(folder, 'feltbok.db'),
      ...openProfile({
        databaseFile: join(folder, 'feltbok.db'),
        migrationsFolder: resolve(import.meta.dirname, '../../resources/migrations'),
        ports: { nowMs: clock.now, newId: systemRandom.newId, log: () => {} },
      }),
      client,
      startWork: (database, person) =>
        startWork(database, person, {
          client,
          clock,
          random: systemRandom,
          previousIsDead: true,
          bootedAt: clock.now(),
          signedIn: () => life.session.signedIn(),
          habits: () => device.habits,
          checkConnectivity: async () =>
            device.probesServer ? heard(await client.probe()) : device.connectivity,
          onStatus: ({ kind, count }) => device.told.push(`${kind} ${count}`),
          onChange: (changed) => device.changed.push(...changed),
          onSynced() {
            device.synced += 1;
          },
          files: { chooseFile: async () => device.chosenFile, speech: () => speechOf('nb') },
          trail: device.trail,
          overview: noReports,
          handover: {
            chooseSource: async () => device.chosenFile,
            lock: fileLock,
          },
          log: (event, fields) => {
            if (event === 'sync.defect') device.defects.push(fields);
          },
        }),
      nowMs: clock.now,
      newId: systemRandom.newId,
      onBoot: () => {},
      onSession: () => life.work()?.engine.applyConnectivity(device.connectivity),
      log: () => {},
    });
    await life.start();
  }

  await start();
  return device;
}

/** What the verbs of the registrations room need, for tests that go past the window's own calls. */
export function contextOf(device: Device): Context {
  return {
    database: device.database(),
    now: device.clock.now,
    newId: systemRandom.newId,
    today: () => '2026-11-21',
    actor: () => device.life().session.person()?.id ?? '',
    onSaved: () => device.work().engine.refreshStatus(),
  };
}

function heard(probed: Awaited<ReturnType<ServerClient['probe']>>): Connectivity {
  if (probed === 'our_server') return 'online';
  return probed === 'nobody' ? 'unreachable' : probed;
}

/** Fields of a valid registration by the device's own reference data. */
export function someActivity(device: Device, changes: Partial<ActivityFields> = {}): ActivityFields {
  const { mentors, types, units, today } = device.work().workspace.reference.read({} as never) as {
    mentors: { id: string; homeUnitId: string }[];
    types: { id: string; defaultMode: ActivityFields['mode'] }[];
    units: { id: string }[];
    today: string;
  };
  const [mentor] = mentors;
  const [type] = types;
  const unitId = mentor?.homeUnitId ?? units[0]?.id ?? '';
  return {
    unitId,
    batchId: null,
    occurredOn: today,
    activityTypeId: type?.id ?? '',
    mode: type?.defaultMode ?? 'in_person',
    setting: null,
    durationMin: 60,
    participantsCount: 1,
    newParticipants: null,
    municipalityCode: null,
    mentors: [{ peerMentorId: mentor?.id ?? '', role: 'responsible' }],
    contactId: null,
    travelKm: null,
    tollNok: null,
    outlayNok: null,
    note: '',
    ...changes,
  };
}
