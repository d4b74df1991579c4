import { resolve } from 'node:path';
import type { Random } from '../../server/seed/random';
import { createLifecycle, type Lifecycle } from '../../src/main/boot/create-lifecycle';
import { keepHouse } from '../../src/main/boot/keep-house';
import { startWork, type Work, type WorkPorts } from '../../src/main/boot/start-work';
import { type ConnectivityWatch, watchConnectivity } from '../../src/main/connectivity/watch-connectivity';
import { type Database, type OpenedDatabase, openDatabase } from '../../src/main/database/open-database';
import type { Clock, Network, Random as RandomPort } from '../../src/main/sync/ports';
import { createServerClient } from '../../src/main/sync/server-client';
import type { SignInResult } from '../../src/shared/contracts/ipc';
import type { Status } from '../../src/shared/contracts/status';
import { noFiles } from '../support/no-files';
import { noHandover } from '../support/no-handover';
import { noReports } from '../support/no-reports';
import { makeDeviceDisk, watchCommits } from './device-disk';
import { makeDeviceClock, makeDeviceRandom } from './device-ports';
import type { Timeline } from './timeline';

export const deviceKey = Buffer.alloc(32, 9);
export const migrationsFolder = resolve(import.meta.dirname, '../../resources/migrations');
const scheduleMs = 5 * 60_000;

/** What a computer needs of the world it stands in. */
export type DeviceHost = {
  timeline: Timeline;
  password: string;
  draws(purpose: string): Random;
};

export type SimDevice = {
  name: string;
  email: string;
  /** How far the computer's clock is off. */
  skewMs: number;
  asleep: boolean;
  /** Whether the computer has a network at all. */
  plugged: boolean;
  /** Whether a log-in page answers instead of the server. */
  captive: boolean;
  /** The disk is kept as it stood when the program died; what runs on has no network, and ends at the restart. */
  frozen: boolean;
  /** What the person last asked for (epoch ms of the device); null when sending is not paused. */
  pausedUntil: number | null;
  /** Ids made since somebody last looked. */
  made: Set<string>;
  /** Statuses told since somebody last looked. */
  statuses: Status[];
  defects: string[];
  clock: Clock;
  random: RandomPort;
  /** Transactions that were written; nothing else changes the tables. */
  commits: number;
  /** Counts starts of the program. */
  boot(): number;
  life(): Lifecycle<Work>;
  work(): Work | null;
  database(): Database | null;
  /** Dies after so many more transactions. */
  crashAfter(commits: number): void;
  freeze(): void;
  /** Whether a person is signing in or out: that asks the server, paused or not. */
  changesSession: boolean;
  /** What was frozen, or what is on the disk now, is started anew. */
  restart(): Promise<void>;
  start(): Promise<void>;
  wake(): void;
  focus(): void;
  keepHouse(): void;
  signIn(): Promise<SignInResult>;
  stop(): void;
};

/** The trail's own tests look after where its head is kept; nobody exports it here. */
const noTrail: WorkPorts['trail'] = {
  kept: () => null,
  keep: () => {},
};

/** One computer: the whole main process without Electron, on a clock, a network and a disk of the simulation's. */
export function makeSimDevice(
  host: DeviceHost,
  options: { name: string; email: string; folder: string; network: (device: SimDevice) => Network },
): SimDevice {
  const { name, email, folder } = options;
  const disk = makeDeviceDisk(folder);
  let boot = 0;
  let life: Lifecycle<Work>;
  let watch: ConnectivityWatch | null = null;
  let overdue: (() => void)[] = [];
  let commitsUntilCrash: number | null = null;

  const device: SimDevice = {
    name,
    email,
    skewMs: 0,
    asleep: false,
    plugged: true,
    captive: false,
    frozen: false,
    pausedUntil: null,
    made: new Set(),
    statuses: [],
    defects: [],
    commits: 0,
    changesSession: false,
    clock: makeDeviceClock({
      timeline: host.timeline,
      device: () => device,
      boot: () => boot,
      oversleep: (ring) => overdue.push(ring),
    }),
    random: makeDeviceRandom({ draws: host.draws(`device ${name}`), device: () => device }),
    boot: () => boot,
    life: () => life,
    work: () => life.work(),
    database: () => life.database(),
    crashAfter(commits) {
      commitsUntilCrash = commits;
    },
    freeze() {
      if (device.frozen) return;
      device.frozen = true;
      commitsUntilCrash = null;
      disk.keep();
    },
    async restart() {
      stop();
      if (device.frozen) {
        disk.putBack();
        device.frozen = false;
      }
      device.asleep = false;
      overdue = [];
      await start();
    },
    start,
    wake() {
      if (!device.asleep) return;
      device.asleep = false;
      const due = overdue;
      overdue = [];
      for (const run of due) run();
      const mine = boot;
      // The answer takes time, and time goes on only when nobody waits for it here.
      void watch?.check().then(() => {
        if (mine === boot) void life.work()?.engine.run('resume');
      });
    },
    focus() {
      void life.work()?.engine.run('focus');
    },
    keepHouse() {
      const database = life.database();
      if (database) keepHouse(database, device.clock.now(), () => {});
    },
    async signIn() {
      device.changesSession = true;
      const result = await life.signIn({ email, password: host.password });
      device.changesSession = false;
      return result;
    },
    stop,
  };

  async function start(): Promise<void> {
    boot += 1;
    device.changesSession = false;
    const mine = boot;
    const client = createServerClient({
      network: options.network(device),
      baseUrl: 'https://sync.example',
      tokens: { access: () => life.session.access(), refresh: () => life.session.refresh() },
      clock: device.clock,
      appVersion: '0.1.0',
      mayGoOn: () => !life.work()?.engine.isPaused(),
    });
    watch = null;
    life = createLifecycle<Work>({
      vault: {
        open: async () => ({ kind: 'open', key: Buffer.from(deviceKey) }),
        openWith: async () => Buffer.from(deviceKey),
        asksPassphrase: () => false,
      },
      databaseFile: disk.file,
      open,
      rescue: open,
      client,
      startWork: (database, person) =>
        startWork(database, person, {
          client,
          clock: device.clock,
          random: device.random,
          previousIsDead: true,
          bootedAt: device.clock.now(),
          signedIn: () => life.session.signedIn(),
          checkConnectivity: async () => watch?.check() ?? 'offline',
          onStatus: (status) => {
            if (!device.frozen && mine === boot) device.statuses.push(status);
          },
          onChange: () => {},
          onSynced: () => {},
          trail: noTrail,
          files: noFiles,
          overview: noReports,
          handover: noHandover,
          log: (event, fields) => {
            if (event === 'sync.defect') device.defects.push(JSON.stringify(fields));
          },
        }),
      nowMs: device.clock.now,
      newId: device.random.newId,
      onBoot: () => {},
      onSession: () => {
        const { engine } = life.work() ?? {};
        engine?.applyConnectivity(watch?.current() ?? 'offline');
        engine?.refreshStatus();
        if (life.session.signedIn()) void engine?.run('start');
      },
      log: () => {},
    });
    watch = watchConnectivity({
      osOnline: () => device.plugged,
      probe: client.probe,
      mayAsk: () => !life.work()?.engine.isPaused(),
      serverOnLoopback: false,
      now: device.clock.now,
      after: device.clock.after,
      fraction: device.random.fraction,
      onChange: (found) => life.work()?.engine.applyConnectivity(found),
      onWake() {},
    });
    scheduleRuns();
    await life.start();
  }

  function stop(): void {
    watch?.stop();
    life?.stop();
    boot += 1;
  }

  function scheduleRuns(): void {
    device.clock.after(scheduleMs, () => {
      void life.work()?.engine.run('schedule');
      scheduleRuns();
    });
  }

  function committed(): void {
    device.commits += 1;
    if (commitsUntilCrash === null || device.frozen) return;
    commitsUntilCrash -= 1;
    if (commitsUntilCrash <= 0) device.freeze();
  }

  /** Without what only a damaged disk is for: it costs time, and the simulated disk is whole. */
  function open(key: Buffer): OpenedDatabase {
    const opened = openDatabase({ file: disk.file, key, migrationsFolder, keepsQueueCopy: false });
    if (opened.kind === 'problem') return opened;
    const database = { ...opened.database, checkPages: async () => true };
    return { kind: 'open', database: watchCommits(database, committed) };
  }

  return device;
}
