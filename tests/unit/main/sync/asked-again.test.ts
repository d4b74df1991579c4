import { expect, test } from 'vitest';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import type { Device } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let device: Device;
deviceForEachTest((made) => {
  device = made.device;
});

const isPush = (request: string) => request.endsWith('/mutations');
const pushes = () => device.net.requests.filter(isPush).length;
/** The network is away for so many pushes; in the first of them she asks to send now, so many times. */
async function runBadly(refused: number, asks: number): Promise<void> {
  registerMany(device, 1);
  device.net.requests.length = 0;
  device.net.meanwhile = (request) => {
    if (isPush(request) && pushes() === 1)
      for (let ask = 0; ask < asks; ask += 1) void device.work().engine.run('now');
  };
  device.net.faultFor = (request) => (isPush(request) && pushes() <= refused ? 'refuse' : null);
  await device.work().engine.run('schedule');
  await expect.poll(() => device.work().engine.status().kind).not.toBe('syncing');
}

test('tries once more at once when she asked for it while a run was failing', async () => {
  await runBadly(1, 3);
  await expect.poll(() => device.work().engine.status()).toMatchObject({ kind: 'synced', waiting: 0 });
  expect(pushes()).toBe(2);
});

test('waits its time when the run she asked for in between fails too', async () => {
  await runBadly(5, 3);
  await expect.poll(pushes).toBe(2);
  await device.clock.turn();
  expect(device.work().engine.status().retryAt).not.toBeNull();
  expect(pushes()).toBe(2);
});

test('goes no second time when the run under way was good', async () => {
  await runBadly(0, 3);
  await expect.poll(() => device.work().engine.status().kind).toBe('synced');
  expect(device.net.requests.filter((request) => request.endsWith('/changes'))).toHaveLength(1);
});
