import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type RunningServer, type ServerOptions, startServer } from '../../server/start-server';
import { type Device, makeDevice } from './make-device';

/**
 * Starts one server for a file's tests, and before each of them gives a device of its own: signed in, with everything
 * fetched. After each it must have met no defect. `startMs`: what its clock begins with (epoch ms).
 */
export function deviceForEachTest(
  give: (made: { server: RunningServer; device: Device }) => void,
  { startMs = Date.now, ...options }: ServerOptions & { startMs?: () => number } = {},
): void {
  let server: RunningServer;
  let device: Device;
  beforeAll(async () => {
    server = await startServer({ demo: 'S', passwordCost: 10, ...options });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    device = await makeDevice(server.url, startMs());
    await device.signIn();
    await device.work().engine.run('start');
    give({ server, device });
  });
  afterEach(() => {
    expect(device.defects).toEqual([]);
    device.remove();
  });
}
