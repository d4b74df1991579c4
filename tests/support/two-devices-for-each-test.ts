import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type RunningServer, startServer } from '../../server/start-server';
import { type Device, makeDevice } from './make-device';

/** `other` is somebody else of the same organisation, signed in once for all tests of the file. */
export type TwoDevices = { server: RunningServer; device: Device; other: Device };

/** As `deviceForEachTest`, with another person's computer beside it. Neither may have met a defect. */
export function twoDevicesForEachTest(give: (made: TwoDevices) => void): void {
  let server: RunningServer;
  let device: Device;
  let other: Device;
  beforeAll(async () => {
    server = await startServer({ demo: 'S', passwordCost: 10 });
    other = await makeDevice(server.url);
    await other.signIn('admin.demo@feltbok.example');
  });
  afterAll(async () => {
    other.remove();
    await server.close();
  });
  beforeEach(async () => {
    device = await makeDevice(server.url);
    await device.signIn();
    await device.work().engine.run('start');
    give({ server, device, other });
  });
  afterEach(() => {
    expect([...device.defects, ...other.defects]).toEqual([]);
    device.remove();
  });
}
