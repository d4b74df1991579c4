import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { outbox } from '../../../../src/main/database/schema';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { jsonAnswer } from '../../../support/faulty-network';
import type { Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let serverNow = Date.now();
let server: RunningServer;
let device: Device;
deviceForEachTest(
  (made) => {
    ({ server, device } = made);
    device.net.requests.length = 0;
  },
  { now: () => serverNow },
);

const register = (count: number) => registerMany(device, count);
const delivered = async (ids: string[]) => {
  const rows = await server.sql<{ id: string }>('SELECT id FROM activities WHERE id = ANY($1)', [ids]);
  return rows.length;
};
const go = () => device.work().engine.run('now');

test('renews an access token that has run out once, in the middle of a run, and nothing is asked twice', async () => {
  const ids = register(3);
  serverNow += 11 * 60_000;
  await go();
  expect(await delivered(ids)).toBe(3);
  expect(device.net.requests.filter((request) => request.endsWith('/session/refresh'))).toHaveLength(1);
});

test('becomes a device of its own when the server has seen its profile on two computers, and sends what waits', async () => {
  const deviceId = () => device.database().prepare('SELECT device_id FROM sync_state').pluck().get();
  const before = deviceId();
  const ids = register(3);
  await server.sql('UPDATE devices SET copied_at = now() WHERE id = $1', [before]);
  await server.sql('UPDATE refresh_tokens SET revoked_at = now() WHERE device_id = $1', [before]);
  await go();
  expect(device.work().engine.status()).toMatchObject({ kind: 'auth_needed', waiting: 3 });
  await device.signIn();
  await go();
  expect(deviceId()).not.toBe(before);
  expect(await delivered(ids)).toBe(3);
});

test('keeps the queue and asks to sign in when the sign-in was ended, and sends after signing in again', async () => {
  const ids = register(5);
  await server.sql('UPDATE refresh_tokens SET revoked_at = now()');
  serverNow += 11 * 60_000;
  await go();
  expect(device.work().engine.status()).toMatchObject({ kind: 'auth_needed', count: 5, waiting: 5 });
  // Registering goes on meanwhile, also after a restart.
  await device.restart();
  const more = register(2);
  expect(device.work().engine.status()).toMatchObject({ kind: 'auth_needed', count: 7 });
  await device.signIn();
  await go();
  expect(await delivered([...ids, ...more])).toBe(7);
  expect(device.work().engine.status()).toMatchObject({ kind: 'synced', waiting: 0 });
});

test('sends as soon as she has signed in again, without the wait that the refused run has left', async () => {
  const ids = register(3);
  await server.sql('UPDATE refresh_tokens SET revoked_at = now()');
  await device.work().engine.run('save');
  expect(device.work().engine.status()).toMatchObject({ kind: 'auth_needed', count: 3 });
  await device.signIn();
  expect(device.work().engine.status()).toMatchObject({ kind: 'syncing', count: 3 });
  await device.work().engine.run('start');
  expect(await delivered(ids)).toBe(3);
});

test('offers everything again under its old id when the server was restored from an older backup', async () => {
  const [before] = register(1) as [string];
  await go();
  const after = register(4);
  await go();
  // The backup is from between the two: the later four and what was noted of them are gone.
  const sent = device.database().orm.select({ id: outbox.id, recordId: outbox.recordId }).from(outbox).all();
  const lost = sent.filter(({ recordId }) => after.includes(recordId)).map(({ id }) => id);
  await server.sql('DELETE FROM mutations WHERE id = ANY($1)', [lost]);
  await server.sql('DELETE FROM activities WHERE id = ANY($1)', [after]);
  await server.sql(`UPDATE meta SET value = $1 WHERE key = 'epoch'`, [randomUUID()]);
  expect(await delivered(after)).toBe(0);
  await go();
  await go();
  expect(await delivered([before, ...after])).toBe(5);
  const states = device.database().orm.select({ state: outbox.state }).from(outbox).all();
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['settled']));
  const shown = await device.work().workspace.activities.get({ id: after[0] ?? '' });
  expect(shown).toMatchObject({ state: 'sent', activity: { id: after[0] } });
});

test('does not hand one person’s unsent registrations to another who signs in', async () => {
  register(1);
  const other = await device
    .life()
    .signIn({ email: 'ola.demo@feltbok.example', password: 'likeperson-demo' });
  expect(other).toEqual({ kind: 'other_person' });
  expect(device.work().engine.status().waiting).toBe(1);
});

test('sends in spite of a wait that a clock set back has made longer than any wait may be', async () => {
  const ids = register(1);
  device.net.faultFor = (request) =>
    request.startsWith('POST')
      ? { answer: () => jsonAnswer(503, { code: 'UNAVAILABLE' }, { 'retry-after': '600' }) }
      : null;
  await go();
  device.net.faultFor = () => null;
  await go();
  expect(await delivered(ids)).toBe(0);
  device.clock.advance(-30 * 3_600_000);
  await device.work().engine.run('schedule');
  expect(await delivered(ids)).toBe(1);
});

test('looks again now and then, not without a pause, when a wait is over and nothing may be sent', async () => {
  register(1);
  device.net.faultFor = (request) => (request.startsWith('POST') ? 'refuse' : null);
  await device.work().engine.run('save');
  device.connectivity = 'offline';
  device.work().engine.applyConnectivity('offline');
  const waits: number[] = [];
  const { after } = device.clock;
  device.clock.after = (delayMs, run) => {
    waits.push(delayMs);
    return after(delayMs, run);
  };
  device.clock.advance(60_000);
  for (let round = 0; round < 20; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    device.clock.advance(0);
  }
  expect(waits.filter((delayMs) => delayMs === 0)).toEqual([]);
  expect(waits).toContain(30_000);
});
