import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { outbox } from '../../../../src/main/database/schema';
import { readSyncState } from '../../../../src/main/database/sync-state';
import { longestWaitMs } from '../../../../src/shared/rules/back-off';
import { jsonAnswer } from '../../../support/faulty-network';
import { type Device, makeDevice, someActivity } from '../../../support/make-device';
import { registerOn } from '../../../support/register-on';

const yearMs = 365 * 24 * 3_600_000;
let server: RunningServer;
let device: Device;
beforeAll(async () => {
  server = await startServer({ demo: 'S', passwordCost: 10 });
});
afterAll(() => server.close());
beforeEach(async () => {
  device = await makeDevice(server.url, Date.now() + yearMs);
  await device.signIn();
  await device.work().engine.run('start');
});
afterEach(() => {
  expect(device.defects).toEqual([]);
  device.remove();
});

const engine = () => device.work().engine;
const states = () =>
  device
    .database()
    .orm.select()
    .from(outbox)
    .all()
    .map(({ state }) => state);
function answerPushes(status: number, body: object, headers: Record<string, string> = {}): void {
  device.net.faultFor = (request) =>
    request.startsWith('POST') && request.includes('mutations')
      ? { answer: () => jsonAnswer(status, body, headers) }
      : null;
}

test('sends again when a clock that was a year ahead is put right, whatever the server and our backoff had asked for', async () => {
  registerOn(device, [someActivity(device, { occurredOn: '2026-10-01' })]);
  answerPushes(503, { code: 'UNAVAILABLE' }, { 'retry-after': '3000' });
  await engine().run('now');
  device.net.faultFor = () => null;
  expect(readSyncState(device.database(), randomUUID).notBefore).not.toBeNull();
  await engine().run('schedule');
  expect(states()).toEqual(['pending']);

  device.clock.setBack(yearMs);
  expect(engine().status().retryAt).toBeNull();
  await engine().run('schedule');
  expect(states()).toEqual(['settled']);
});

test('sends a registration that waits for its own next try when the clock is put right, and wakes for nothing a year away', async () => {
  registerOn(device, [someActivity(device, { occurredOn: '2026-10-01' })]);
  const [row] = device.database().orm.select().from(outbox).all();
  answerPushes(200, {
    epoch: readSyncState(device.database(), randomUUID).epoch,
    results: [{ id: row?.id, outcome: 'failed', problem: { code: 'internal' } }],
  });
  await engine().run('save');
  device.net.faultFor = () => null;
  await engine().run('schedule');
  expect(states()).toEqual(['pending']);

  device.clock.setBack(yearMs);
  const waits: number[] = [];
  const { after } = device.clock;
  device.clock.after = (delayMs, run) => {
    waits.push(delayMs);
    return after(delayMs, run);
  };
  device.connectivity = 'offline';
  await engine().run('schedule');
  expect(waits.filter((delayMs) => delayMs > longestWaitMs)).toEqual([]);
  device.connectivity = 'online';
  await engine().run('schedule');
  expect(states()).toEqual(['settled']);
});
