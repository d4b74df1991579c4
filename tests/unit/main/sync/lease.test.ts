import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { systemRandom } from '../../../../src/main/boot/system-ports';
import { notices, outbox, syncRuns } from '../../../../src/main/database/schema';
import { readSyncState, updateSyncState } from '../../../../src/main/database/sync-state';
import { createSyncEngine, type SyncEngine } from '../../../../src/main/sync/create-sync-engine';
import { leaseMs, takeLease } from '../../../../src/main/sync/lease';
import { longestCallMs, type ServerClient } from '../../../../src/main/sync/server-client';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { type Device, someActivity } from '../../../support/make-device';
import { registerOn } from '../../../support/register-on';

const minute = 60_000;
let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});
const engines: SyncEngine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.stop();
});

const state = () => readSyncState(device.database(), randomUUID);
const turn = () => new Promise((resolve) => setImmediate(resolve));
const lastRun = () => device.database().orm.select().from(syncRuns).all().at(-1);
const statesNow = () =>
  device
    .database()
    .orm.select()
    .from(outbox)
    .all()
    .map(({ state }) => state);

/** Another engine on the same database, as in a second process. */
function another(client: ServerClient, previousIsDead = false): SyncEngine {
  const engine = createSyncEngine({
    database: device.database(),
    client,
    clock: device.clock,
    random: systemRandom,
    previousIsDead,
    signedIn: () => true,
    probe: async () => 'online',
    onChange: () => {},
    onDefect: (error) => device.defects.push(error),
  });
  engines.push(engine);
  return engine;
}
/** Answers nothing, ever; counts who asked. */
function deadClient(): ServerClient & { asked: number } {
  const hang = () => {
    client.asked += 1;
    return new Promise<never>(() => {});
  };
  const client = {
    asked: 0,
    health: hang,
    probe: hang,
    signIn: hang,
    signInWithProvider: hang,
    refresh: hang,
    signOut: hang,
    push: hang,
    changes: hang,
    digest: hang,
    events: hang,
  };
  return client;
}

test('lets one of two engines on one database run, and the other once it has ended', async () => {
  const first = deadClient();
  const second = deadClient();
  const one = another(first);
  const two = another(second);
  void one.run('now');
  await two.run('now');
  expect([first.asked, second.asked]).toEqual([1, 0]);
  one.stop();
  void two.run('now');
  await turn();
  expect([first.asked, second.asked]).toEqual([1, 1]);
});

test('runs by itself when the lease of one that crashed has run out, not before', async () => {
  updateSyncState(device.database(), { leaseOwner: 'crashed', leaseExpiresAt: device.clock.now() + leaseMs });
  const client = deadClient();
  await another(client).run('start');
  device.clock.advance(leaseMs - 1);
  await turn();
  expect(client.asked).toBe(0);
  device.clock.advance(1);
  await turn();
  expect(client.asked).toBe(1);
});

test('takes over at once when no other process can be alive', async () => {
  updateSyncState(device.database(), { leaseOwner: 'crashed', leaseExpiresAt: device.clock.now() + leaseMs });
  const client = deadClient();
  void another(client, true).run('start');
  await turn();
  expect(client.asked).toBe(1);
});

test('is not kept out by a lease from a clock that has been set back', () => {
  const now = device.clock.now();
  updateSyncState(device.database(), { leaseOwner: 'crashed', leaseExpiresAt: now + 365 * 24 * 60 * minute });
  const lease = { database: device.database(), owner: 'me', newId: randomUUID };
  expect(takeLease(lease, { now, previousIsDead: false })).toBeNull();
});

test('keeps its lease for as long as it runs, and gives it back', async () => {
  const engine = another(deadClient());
  void engine.run('now');
  for (let passed = 0; passed < 10; passed++) device.clock.advance(minute);
  expect(state().leaseExpiresAt).toBe(device.clock.now() + leaseMs);
  engine.stop();
  expect([state().leaseOwner, state().leaseExpiresAt]).toEqual([null, null]);
});

test('uses no answer that comes after another has taken over', async () => {
  const [id] = registerOn(device, [someActivity(device)]);
  let answer = () => {};
  const waiting = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const client = {
    ...deadClient(),
    async push(_entity: string, body: string) {
      await waiting;
      const [mutation] = JSON.parse(body).mutations;
      return {
        kind: 'ok' as const,
        bytes: 1,
        value: { epoch: 'e', results: [{ id: mutation.id, outcome: 'rejected' as const }] },
      };
    },
  };
  const run = another(client as ServerClient).run('now');
  await turn();
  expect(
    takeLease(
      { database: device.database(), owner: 'other', newId: randomUUID },
      { now: device.clock.now(), previousIsDead: true },
    ),
  ).toBeNull();
  answer();
  await run;
  expect(statesNow()).toEqual(['in_flight']);
  updateSyncState(device.database(), { leaseOwner: null, leaseExpiresAt: null });
  await device.work().engine.run('now');
  expect(statesNow()).toEqual(['settled']);
  const rows = await server.sql('SELECT id FROM activities WHERE id = $1', [id]);
  expect(rows).toHaveLength(1);
});

test('ends a run that hangs, says so, and sends in the next', async () => {
  registerOn(device, [someActivity(device)]);
  const engine = another(deadClient());
  const run = engine.run('now');
  await turn();
  for (let passed = 0; passed * minute <= longestCallMs + 2 * minute; passed++) {
    expect(lastRun()?.failure).toBeNull();
    device.clock.advance(minute);
  }
  await run;
  expect(lastRun()?.failure).toBe('stalled');
  expect(
    device
      .database()
      .orm.select()
      .from(notices)
      .all()
      .filter(({ kind }) => kind === 'stalled'),
  ).toMatchObject([{ count: 1 }]);
  expect(engine.status()).toMatchObject({ kind: 'server_error', waiting: 1 });
  expect(state().retryAt).toBeGreaterThan(device.clock.now());
  engine.stop();
  await device.work().engine.run('now');
  expect(statesNow()).toEqual(['settled']);
  expect(state().stalls).toBe(0);
});

test('takes nights of sleep in the middle of a run for no hanging', async () => {
  let ended = false;
  void another(deadClient())
    .run('now')
    .then(() => {
      ended = true;
    });
  for (let night = 0; night < 3; night++) device.clock.sleep(9 * 60 * minute);
  await turn();
  expect([ended, state().leaseExpiresAt]).toEqual([false, device.clock.now() + leaseMs]);
});

test('says that sending stood still when a run that went well has left what was due', async () => {
  registerOn(device, [someActivity(device)]);
  // Whatever is settled stays as it was, without an error.
  device
    .database()
    .prepare(
      `CREATE TRIGGER keeps BEFORE UPDATE ON outbox WHEN new.state = 'settled' BEGIN SELECT RAISE(IGNORE); END`,
    )
    .run();
  await device.work().engine.run('now');
  expect(lastRun()?.failure).toBe('stalled');
  expect(device.work().engine.status()).toMatchObject({ kind: 'server_error', waiting: 1 });
  await device.work().engine.run('now');
  expect(
    device
      .database()
      .orm.select()
      .from(notices)
      .all()
      .filter(({ kind }) => kind === 'stalled'),
  ).toHaveLength(1);
  device.database().prepare('DROP TRIGGER keeps').run();
  await device.work().engine.run('now');
  expect([lastRun()?.failure, device.work().engine.status().kind]).toEqual([null, 'synced']);
});
