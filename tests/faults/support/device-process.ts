import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createLifecycle, type Lifecycle } from '../../../src/main/boot/create-lifecycle';
import { openProfile } from '../../../src/main/boot/open-profile';
import { startWork, type Work } from '../../../src/main/boot/start-work';
import { systemClock, systemRandom } from '../../../src/main/boot/system-ports';
import { type ConnectivityWatch, watchConnectivity } from '../../../src/main/connectivity/watch-connectivity';
import { createServerClient } from '../../../src/main/sync/server-client';
import { noFiles } from '../../support/no-files';
import { noHandover } from '../../support/no-handover';
import { noReports } from '../../support/no-reports';
import { crashingDatabase, crashingNetwork, crashPoint } from './crash-point';

/**
 * The whole main process without Electron, as a program: `node device-process.mjs`, told by FAULTS_DEVICE what to
 * do. Types rows, finishes sessions, edits and sends as fast as it can, and says on stdout what was answered
 * "saved", one line of JSON each, until it is ended.
 */
export type DeviceOrder = {
  folder: string;
  migrationsFolder: string;
  /** Base64. */
  key: string;
  api: string;
  /** Tells the notes of this life from those of others. */
  life: string;
  /** Ends when the queue is empty instead of saving more. */
  drains: boolean;
  /** Saves nothing: only the watch and the engine's own timers go, sixty times as fast. */
  rests: boolean;
  /** `settle:before:2` ends the process before the second commit of a settlement. */
  crashAt: string | null;
};
/** A line of its answer. */
export type DeviceLine =
  | { kind: 'ready' | 'signed_in_again' }
  | { kind: 'draft' | 'registered' | 'edited'; id: string; note: string }
  | { kind: 'drained'; status: string }
  | { kind: 'refused'; what: string };

const order = JSON.parse(process.env.FAULTS_DEVICE ?? '{}') as DeviceOrder;
const key = Buffer.from(order.key, 'base64');
const point = crashPoint(order.crashAt);
const say = (line: DeviceLine) => writeSync(1, `${JSON.stringify(line)}\n`);
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let life: Lifecycle<Work>;
let watch: ConnectivityWatch | null = null;
const client = createServerClient({
  network: crashingNetwork((url, init) => fetch(url, init), point),
  baseUrl: order.api,
  tokens: { access: () => life.session.access(), refresh: () => life.session.refresh() },
  clock: systemClock,
  appVersion: '0.1.0',
});
const profile = openProfile({
  databaseFile: join(order.folder, 'feltbok.db'),
  migrationsFolder: order.migrationsFolder,
  ports: { nowMs: Date.now, newId: systemRandom.newId, log: () => {} },
});
life = createLifecycle<Work>({
  vault: {
    open: async () => ({ kind: 'open', key: Buffer.from(key) }),
    openWith: async () => Buffer.from(key),
    asksPassphrase: () => false,
  },
  databaseFile: join(order.folder, 'feltbok.db'),
  open: (opened) => crashingDatabase(profile.open(opened), point),
  rescue: profile.rescue,
  client,
  startWork: (database, person) =>
    startWork(database, person, {
      client,
      clock: systemClock,
      random: systemRandom,
      bootedAt: Date.now(),
      // The profile's lock keeps every other process away.
      previousIsDead: true,
      files: noFiles,
      trail: { kept: () => null, keep: () => {} },
      overview: noReports,
      handover: noHandover,
      signedIn: () => life.session.signedIn(),
      checkConnectivity: async () =>
        watch?.check() ?? ((await client.health()).kind === 'ok' ? 'online' : 'unreachable'),
      onStatus: () => {},
      onChange: () => {},
      onSynced: () => {},
      log: () => {},
    }),
  nowMs: Date.now,
  newId: systemRandom.newId,
  onBoot: () => {},
  onSession: () => life.work()?.engine.applyConnectivity('online'),
  log: () => {},
});

// As the app does on quitting: stop where it is, close, go.
process.on('SIGTERM', () => {
  life.stop();
  process.exit(0);
});

await life.start();
if (life.state().kind === 'sign_in') await signIn();
else await signInAgain();
const work = life.work();
if (!work) {
  say({ kind: 'refused', what: JSON.stringify(life.state()) });
  process.exit(3);
}
await fetchReference(work);
say({ kind: 'ready' });
if (order.rests) keepWatch(work);
else if (order.drains) await drain(work);
else for (let round = 0; ; round += 1) await registerSome(work, round);

async function signIn(): Promise<void> {
  await life.signIn({ email: 'kari.demo@feltbok.example', password: 'likeperson-demo' });
}

/** As a person does whom the app asks to. */
async function signInAgain(): Promise<void> {
  if (life.session.signedIn()) return;
  await signIn();
  say({ kind: 'signed_in_again' });
}

function keepWatch({ engine }: Work): void {
  const timesFaster = 60;
  watch = watchConnectivity({
    osOnline: () => true,
    probe: client.probe,
    mayAsk: () => true,
    serverOnLoopback: false,
    fraction: systemRandom.fraction,
    now: () => systemClock.now() * timesFaster,
    after: (ms, run) => systemClock.after(ms / timesFaster, run),
    onChange: engine.applyConnectivity,
    onWake: () => void engine.run('resume'),
  });
  const fiveMinutes = 300_000 / timesFaster;
  const job = () => {
    void engine.run('schedule');
    systemClock.after(fiveMinutes, job);
  };
  systemClock.after(fiveMinutes, job);
}

/** The first download brings the mentors and types that rows are made of. */
async function fetchReference({ engine }: Work): Promise<void> {
  for (let tries = 0; tries < 300 && engine.status().lastSyncedAt === null; tries += 1) {
    await engine.run('now');
    if (engine.status().lastSyncedAt === null) await rest(100);
  }
}

async function registerSome({ workspace, engine }: Work, round: number): Promise<void> {
  const session = await workspace.drafts.open({} as never);
  const reference = (await workspace.reference.read({} as never)) as {
    mentors: { id: string }[];
    types: { id: string; validTo: string | null }[];
    today: string;
  };
  const ids = (await workspace.drafts.newId({ count: 3 })) as string[];
  const notes = new Map<string, string>(session.rows.map(({ id, cells }) => [id, String(cells.note ?? '')]));
  for (const [index, rowId] of ids.entries()) {
    const note = `crash-${order.life}-${round}-${index}`;
    const cells = {
      mentor: reference.mentors[(round + index) % reference.mentors.length]?.id ?? '',
      type: reference.types.find(({ validTo }) => validTo === null)?.id ?? '',
      date: reference.today,
      duration: '60',
      participants: '3',
      note,
    };
    const position = session.rows.length + index + 1;
    const row = { sessionId: session.id, rowId, position, origin: 'free' as const, cells, focus: null };
    const { kind } = await workspace.drafts.saveRow(row);
    if (kind !== 'saved') {
      say({ kind: 'refused', what: kind });
      continue;
    }
    say({ kind: 'draft', id: rowId, note });
    notes.set(rowId, note);
    await rest(1);
  }
  const finished = await workspace.drafts.finish({ sessionId: session.id });
  if (finished.kind !== 'finished' || finished.kept !== 0)
    return void say({ kind: 'refused', what: 'finish' });
  for (const [id, note] of notes) say({ kind: 'registered', id, note });
  // A run that is let end also pulls.
  if (round % 3 === 2) await engine.run('now');
  else void engine.run('now');
  await rest(5);
  const [edited] = ids;
  if (!edited) return;
  const note = `${notes.get(edited)}-edited`;
  const { kind } = await workspace.activities.update({ id: edited, changes: { note } });
  if (kind === 'saved') say({ kind: 'edited', id: edited, note });
}

async function drain({ workspace, engine }: Work): Promise<void> {
  const { id } = await workspace.drafts.open({} as never);
  await workspace.drafts.finish({ sessionId: id });
  for (let tries = 0; tries < 300; tries += 1) {
    await signInAgain();
    await engine.run('now');
    if (engine.status().kind === 'synced') break;
    await rest(50);
  }
  say({ kind: 'drained', status: engine.status().kind });
  life.stop();
  process.exit(0);
}
