import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type RunningServer, startServer } from '../../../server/start-server';
import { openDatabase } from '../../../src/main/database/open-database';
import { compareWithServer, type Ledger } from '../../crash/compare-with-server';
import { type Relay, startRelay } from '../../support/relay';
import { buildProgram } from './build-program';
import type { DeviceLine, DeviceOrder } from './device-process';
import { migrationsFolder, temporaryFolder } from './test-profile';

export type Life = {
  code: number | null;
  signal: NodeJS.Signals | null;
  refused: string[];
  drained: boolean;
  /** Whether she had to sign in again. */
  signedInAgain: boolean;
};

/** One profile that lives many short lives against one real server, and what was acknowledged in them. */
export type DeviceRig = {
  relay: Relay;
  folder: string;
  /** How long after its start a device has saved, sent and fetched: ends that are to hit any of it fall within. */
  cycleMs: number;
  ledger: Ledger;
  /** Starts the device; `meanwhile` gets the process when it is ready to save, or has ended before. */
  live(order: Partial<DeviceOrder>, meanwhile: (child: ChildProcess) => Promise<void>): Promise<Life>;
  /** 0 when every page of the profile is whole and every acknowledged row is in it. */
  inspect(): { corrupt: number; missing: number };
  /** Lets the device send everything and asks the server what it has. */
  compare(): Promise<{ lost: number; duplicated: number; stuck: number; delivered: number }>;
  close(): Promise<void>;
};

const key = Buffer.alloc(32, 7);

export async function makeDeviceRig(): Promise<DeviceRig> {
  const program = await buildProgram('device-process');
  const server: RunningServer = await startServer({ demo: 'S', passwordCost: 10 });
  const relay = await startRelay(server.url);
  const folder = temporaryFolder('device');
  const ledger: Ledger = { drafts: new Map(), registered: new Map(), notes: new Map() };
  let lives = 0;

  const live: DeviceRig['live'] = async (changes, meanwhile) => {
    lives += 1;
    const order: DeviceOrder = {
      folder,
      migrationsFolder,
      key: key.toString('base64'),
      api: relay.url,
      life: String(lives),
      drains: false,
      rests: false,
      crashAt: null,
      ...changes,
    };
    const child = spawn(process.execPath, [program], {
      env: { ...process.env, FAULTS_DEVICE: JSON.stringify(order) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const result: Life = { code: null, signal: null, refused: [], drained: false, signedInAgain: false };
    const ready = new Promise<void>((resolve) => {
      readLines(child, (line) => {
        take(ledger, result, line);
        if (line.kind === 'ready') resolve();
      });
      child.once('exit', () => resolve());
    });
    const gone = once(child, 'close');
    await ready;
    await meanwhile(child);
    [result.code, result.signal] = (await gone) as [number | null, NodeJS.Signals | null];
    return result;
  };

  return {
    relay,
    folder,
    cycleMs: await measureCycle(live),
    ledger,
    live,
    inspect: () => inspectFolder(folder, ledger),
    async compare() {
      const { drained } = await live({ drains: true }, async () => {});
      if (!drained) sayWhyNot(folder);
      const { lost, editsLost, duplicated, delivered } = await compareWithServer(server, ledger);
      return { lost: lost + editsLost, duplicated, delivered, stuck: drained ? 0 : 1 };
    },
    async close() {
      await relay.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Twice a life that sends everything, and never less than what it takes on a machine that does nothing else. */
async function measureCycle(live: DeviceRig['live']): Promise<number> {
  // The first one signs in and downloads.
  for (let life = 0; life < 2; life += 1) await live({ drains: true }, async () => {});
  let readyAt = 0;
  await live({ drains: true }, async () => {
    readyAt = performance.now();
  });
  return Math.max(600, 2 * (performance.now() - readyAt));
}

/** What the device itself knows of why it could not send everything. */
function sayWhyNot(folder: string): void {
  const opened = openDatabase({ file: `${folder}/feltbok.db`, key, migrationsFolder });
  if (opened.kind === 'problem') {
    console.error(`  not opened: ${opened.problem}`);
    return;
  }
  const read = (sql: string) => JSON.stringify(opened.database.prepare(sql).all());
  console.error(`  queue: ${read('SELECT state, count(*) AS n FROM outbox GROUP BY state')}`);
  console.error(
    `  runs: ${read('SELECT failure, count(*) AS n, max(started_at) AS last FROM sync_runs GROUP BY failure')}`,
  );
  console.error(`  signed in: ${read('SELECT refresh_token IS NOT NULL AS yes FROM session')}`);
  opened.database.close();
}

function readLines(child: ChildProcess, take: (line: DeviceLine) => void): void {
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(JSON.parse(line) as DeviceLine);
  });
}

function take({ drafts, registered, notes }: Ledger, life: Life, line: DeviceLine): void {
  if (line.kind === 'draft') drafts.set(line.id, line.note);
  if (line.kind === 'registered') registered.set(line.id, line.note);
  if (line.kind === 'edited') notes.set(line.id, line.note);
  if (line.kind === 'refused') life.refused.push(line.what);
  if (line.kind === 'signed_in_again') life.signedInAgain = true;
  if (line.kind === 'drained') life.drained = line.status === 'synced';
}

function inspectFolder(folder: string, ledger: Ledger): { corrupt: number; missing: number } {
  const opened = openDatabase({ file: `${folder}/feltbok.db`, key, migrationsFolder });
  if (opened.kind === 'problem') return { corrupt: 1, missing: 0 };
  const { database } = opened;
  try {
    const ids = (sql: string) => new Set(database.prepare(sql).pluck().all() as string[]);
    const held = ids(
      'SELECT id FROM drafts UNION SELECT record_id FROM outbox UNION SELECT id FROM activities',
    );
    const missing = [...ledger.drafts.keys()].filter((id) => !held.has(id)).length;
    return { corrupt: database.isIntact() ? 0 : 1, missing };
  } finally {
    database.close();
  }
}
