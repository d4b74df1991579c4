import { expect, test } from 'vitest';
import type { ChangesPage } from '../../../../src/shared/contracts/sync-api';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { jsonAnswer } from '../../../support/faulty-network';
import type { Device } from '../../../support/make-device';

let device: Device;
deviceForEachTest((made) => {
  device = made.device;
});

const limit = 20;

test.each<[string, (asked: number, cursor: string) => Partial<ChangesPage>]>([
  ['names another epoch each time', (asked) => ({ epoch: `epoch-${asked}` })],
  ['says "more" without moving on', (_asked, cursor) => ({ cursor, more: true })],
])('ends the pull as not understood when the server %s', async (_name, change) => {
  let asked = 0;
  const stored = device.database().prepare('SELECT cursor, epoch FROM sync_state').get();
  const { cursor, epoch } = stored as { cursor: string; epoch: string };
  device.net.faultFor = (request) => {
    if (!request.endsWith('/changes')) return null;
    asked += 1;
    if (asked > limit) return 'refuse';
    const page = { epoch, cursor, more: false, snapshot: false, progress: null, changes: {}, tombstones: {} };
    return { answer: () => jsonAnswer(200, { ...page, ...change(asked, cursor) }) };
  };
  await device.work().engine.run('now');
  expect(asked).toBeLessThan(5);
  expect(device.work().engine.status().kind).toBe('server_error');
  device.net.faultFor = () => null;
  await device.work().engine.run('now');
  expect(device.work().engine.status().kind).toBe('synced');
});
