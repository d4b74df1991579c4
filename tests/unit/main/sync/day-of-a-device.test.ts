import { afterEach, expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import {
  type ConnectivityWatch,
  watchConnectivity,
} from '../../../../src/main/connectivity/watch-connectivity';
import { type PokeWatch, watchPokes } from '../../../../src/main/poke/watch-pokes';
import { createServerClient } from '../../../../src/main/sync/server-client';
import { freeHabits, heldBy } from '../../../../src/shared/rules/may-sync-now';
import { untilTold } from '../../../../src/shared/rules/pause-end';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import type { Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A Sunday in winter, 10:00 in Oslo. */
const morning = Date.parse('2026-11-22T10:00:00+01:00');

let server: RunningServer;
let device: Device;
let watch: ConnectivityWatch | null = null;
let pokes: PokeWatch | null = null;
let osOnline = true;
deviceForEachTest(
  (made) => {
    ({ server, device } = made);
    osOnline = true;
  },
  { startMs: () => morning, now: () => morning },
);
afterEach(() => {
  watch?.stop();
  pokes?.stop();
});

const engine = () => device.work().engine;
const delivered = async (ids: string[]) => {
  const [row] = await server.sql<{ n: string }>('SELECT count(*) AS n FROM activities WHERE id = ANY($1)', [
    ids,
  ]);
  return Number(row?.n);
};

/** The same watch over the network as the app's, over the device's own network. */
function watchNetwork(): void {
  const { probe } = createServerClient({
    network: device.net.network,
    baseUrl: server.url,
    tokens: { access: () => null, refresh: async () => 'unreachable' },
    clock: device.clock,
    appVersion: '0.1.0',
  });
  device.connectivity = 'offline';
  watch = watchConnectivity({
    osOnline: () => osOnline,
    probe,
    mayAsk: () => !engine().isPaused(),
    serverOnLoopback: false,
    now: device.clock.now,
    after: device.clock.after,
    fraction: () => 0.5,
    onChange(found) {
      device.connectivity = found;
      engine().applyConnectivity(found);
    },
    onWake: () => void engine().run('resume'),
  });
}

/** The same stream as the app's, over the device's own network. */
function listen(): void {
  const { session } = device.life();
  const { events } = createServerClient({
    network: device.net.network,
    baseUrl: server.url,
    tokens: { access: () => session.access(), refresh: () => session.refresh() },
    clock: device.clock,
    appVersion: '0.1.0',
    mayGoOn: () => !engine().isPaused(),
  });
  const listening = watchPokes({
    open: events,
    mayListen: () =>
      engine().status().connectivity === 'online' &&
      !engine().isPaused() &&
      heldBy(device.habits, device.clock.now()) === null,
    clock: device.clock,
    fraction: () => 0.5,
    onPoke: () => void engine().run('poke'),
  });
  engine().onStatus(listening.look);
  pokes = listening;
}
const listened = () => device.net.requests.filter((request) => request === 'GET /v1/events').length;

/** The job that the schedule has each fifth minute. */
function keepSchedule(): void {
  device.clock.after(5 * minuteMs, () => {
    void engine().run('schedule');
    keepSchedule();
  });
}

function countRuns(trigger: string): number {
  const runs = device.work().workspace.sync.runs({} as never) as { trigger: string }[];
  return runs.filter((run) => run.trigger === trigger).length;
}

/** Moves time on in steps, and gives what a step began some real time to come to its end. */
async function live(
  durationMs: number,
  { stepMs = minuteMs, realMs = 0, until = (): boolean => false } = {},
): Promise<void> {
  const end = device.clock.now() + durationMs;
  while (device.clock.now() < end && !until()) {
    device.clock.advance(stepMs);
    await new Promise((resolve) => setTimeout(resolve, realMs));
  }
}

test('a paused device makes no request in a day and a night, and sends when she says so', async () => {
  watchNetwork();
  keepSchedule();
  listen();
  await live(minuteMs, { stepMs: 1000, realMs: 5 });
  expect(engine().status().connectivity).toBe('online');
  expect(listened()).toBe(1);
  engine().pause(untilTold);
  const ids = registerMany(device, 3);
  device.net.requests.length = 0;
  for (let hour = 0; hour < 24; hour++) {
    await live(hourMs);
    // A day has people, sleep and networks in it too.
    osOnline = hour % 3 !== 0;
    for (const trigger of ['now', 'save', 'focus', 'resume', 'connectivity'] as const)
      await engine().run(trigger);
    await watch?.check();
  }
  expect(device.net.requests).toEqual([]);
  expect(engine().status()).toMatchObject({ kind: 'paused', pausedUntil: untilTold, waiting: 3 });

  engine().pause(null);
  await live(minuteMs, { stepMs: 1000, realMs: 10, until: () => engine().status().waiting === 0 });
  expect(await delivered(ids)).toBe(3);
  expect(listened()).toBe(1);
});

test('what another device saves comes within seconds, in one run', async () => {
  watchNetwork();
  listen();
  await live(minuteMs / 2, { stepMs: 1000, realMs: 5, until: () => listened() === 1 });
  await live(5000, { stepMs: 1000, realMs: 20 });
  const runsBefore = countRuns('poke');
  const [row] = await server.sql<{ id: string }>('SELECT id::text FROM activities WHERE unit_id = ANY($1)', [
    device.life().session.person()?.unitIds,
  ]);
  for (const note of ['en', 'to', 'tre'])
    await server.sql('UPDATE activities SET note = $2 WHERE id = $1', [row?.id, note]);
  const noteHere = () =>
    device.database().prepare('SELECT note FROM activities WHERE id = ?').pluck().get(row?.id);
  const since = device.clock.now();
  await live(minuteMs, { stepMs: 500, realMs: 20, until: () => noteHere() === 'tre' });
  expect(noteHere()).toBe('tre');
  expect(device.clock.now() - since).toBeLessThanOrEqual(5000);
  expect(countRuns('poke') - runsBefore).toBe(1);
});

test.each([
  ['only when she asks', { ...freeHabits, onlyWhenAsked: true }],
  ['not at this time of day', { ...freeHabits, hours: { from: '12:00', to: '14:00' } }],
])('nothing is listened for when it sends %s', async (_, habits) => {
  device.habits = habits;
  watchNetwork();
  listen();
  await live(hourMs, { realMs: 2 });
  expect(listened()).toBe(0);
});

test('a device that wakes before its network has sent within a minute of waking', async () => {
  watchNetwork();
  keepSchedule();
  await live(minuteMs, { stepMs: 1000, realMs: 5 });
  osOnline = false;
  await live(5000, { stepMs: 1000 });
  const ids = registerMany(device, 2);
  device.clock.sleep(8 * hourMs);
  const wokeAt = device.clock.now();
  expect(await delivered(ids)).toBe(0);

  const networkAt = wokeAt + 25_000;
  const serverAt = wokeAt + 32_000;
  device.net.faultFor = () => (device.clock.now() < serverAt ? 'refuse' : null);
  await live(5 * minuteMs, {
    stepMs: 500,
    realMs: 10,
    until() {
      osOnline = device.clock.now() >= networkAt;
      return engine().status().kind === 'synced';
    },
  });
  expect(await delivered(ids)).toBe(2);
  expect(device.clock.now() - wokeAt).toBeLessThanOrEqual(minuteMs);
});

test('a night of sleep leaves one run, however many were missed', async () => {
  keepSchedule();
  const before = device.work().workspace.sync.runs({} as never);
  device.clock.sleep(8 * hourMs);
  // Without a save: what is saved during a run is owed a second one.
  await Promise.all(
    (['resume', 'focus', 'connectivity', 'schedule'] as const).map((each) => engine().run(each)),
  );
  await live(1000, { stepMs: 1000, realMs: 50 });
  const after = device.work().workspace.sync.runs({} as never);
  expect((after as unknown[]).length - (before as unknown[]).length).toBe(1);
});

test('has its jobs registered anew after each run that went well, and after no other', async () => {
  const before = device.synced;
  await engine().run('now');
  expect(device.synced - before).toBe(1);
  device.net.faultFor = () => 'refuse';
  await engine().run('now');
  expect(device.synced - before).toBe(1);
  device.net.faultFor = () => null;
  await engine().run('now');
  expect(device.synced - before).toBe(2);
});

test('on a network that costs money only what is asked for goes', async () => {
  device.habits = { ...freeHabits, onlyWhenAsked: true };
  const ids = registerMany(device, 2);
  device.net.requests.length = 0;
  for (const trigger of ['save', 'focus', 'schedule', 'resume', 'connectivity', 'start'] as const)
    await engine().run(trigger);
  expect(device.net.requests).toEqual([]);
  expect(engine().status()).toMatchObject({ kind: 'paused', because: 'asked', count: 2 });
  await engine().run('now');
  expect(await delivered(ids)).toBe(2);
  expect(engine().status()).toMatchObject({ kind: 'synced', because: null });
});

test('on mobile data what waits goes, and what is new comes when she asks', async () => {
  device.habits = { ...freeHabits, metered: true };
  const fetched = () => device.net.requests.filter((request) => request === 'GET /v1/changes').length;
  const { lastSyncedAt } = engine().status();
  device.net.requests.length = 0;
  for (const trigger of ['focus', 'schedule', 'resume', 'connectivity', 'poke'] as const)
    await engine().run(trigger);
  expect(device.net.requests).toEqual([]);
  const ids = registerMany(device, 2);
  device.clock.advance(hourMs);
  await engine().run('schedule');
  expect(await delivered(ids)).toBe(2);
  expect([fetched(), engine().status().lastSyncedAt]).toEqual([0, lastSyncedAt]);
  await engine().run('now');
  expect(fetched()).toBeGreaterThan(0);
  expect(engine().status().lastSyncedAt).toBe(device.clock.now());
});

test('outside the hours that she has chosen nothing goes by itself, and all of it when they begin', async () => {
  device.habits = { ...freeHabits, hours: { from: '12:00', to: '14:00' } };
  keepSchedule();
  const ids = registerMany(device, 2);
  device.net.requests.length = 0;
  await live(2 * hourMs - minuteMs);
  expect(device.net.requests).toEqual([]);
  expect(engine().status()).toMatchObject({ kind: 'paused', because: 'hours', count: 2 });
  await live(6 * minuteMs, { realMs: 20, until: () => engine().status().waiting === 0 });
  expect(await delivered(ids)).toBe(2);
});
