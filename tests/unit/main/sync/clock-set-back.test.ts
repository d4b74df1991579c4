import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { outbox } from '../../../../src/main/database/schema';
import { readSyncState } from '../../../../src/main/database/sync-state';
import { longestWaitMs } from '../../../../src/shared/rules/back-off';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { jsonAnswer } from '../../../support/faulty-network';
import { type Device, someActivity } from '../../../support/make-device';
import { registerOn } from '../../../support/register-on';

const yearMs = 365 * 24 * 3_600_000;
let device: Device;
deviceForEachTest(
  (made) => {
    device = made.device;
  },
  { startMs: () => Date.now() + yearMs },
);

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

test('a pause that is over stays over when the clock is set back to before its end', async () => {
  engine().pause(device.clock.now() + 900_000);
  device.clock.advance(900_000);
  await engine().run('schedule');
  device.clock.setBack(3_600_000);
  expect(engine().status().pausedUntil).toBeNull();
});
