import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { prunePutOff } from '../../../../src/main/registrations/put-off';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { lockYears } from '../../../support/lock-years';
import { type Device, someActivity } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const none = {} as never;
const sync = () => device.work().workspace.sync;

test('what was put off is known after a restart, and needs her as before', async () => {
  await lockYears(server, [Number(someActivity(device).occurredOn.slice(0, 4))]);
  registerMany(device, 1);
  await device.work().engine.run('now');
  const { lines } = await sync().queue({ only: 'needs_person', limit: 10 });
  const item = { item: lines[0]?.mutationId ?? '', content: '00000000000000aa' };
  expect(await sync().putOff(item)).toEqual({ kind: 'saved' });
  await device.restart();
  expect(await sync().putOffs(none)).toEqual([item]);
  expect(device.work().engine.status()).toMatchObject({ kind: 'attention', needsPerson: 1 });
  const again = { ...item, content: '00000000000000bb' };
  await sync().putOff(again);
  expect(await sync().putOffs(none)).toEqual([again]);
  await lockYears(server, []);
});

test('what was put off is forgotten after a year', async () => {
  await sync().putOff({ item: 'old', content: 'a' });
  const year = 365 * 24 * 3_600_000;
  prunePutOff(device.database(), device.clock.now() + year - 1);
  expect(await sync().putOffs(none)).toHaveLength(1);
  prunePutOff(device.database(), device.clock.now() + year + 1);
  expect(await sync().putOffs(none)).toEqual([]);
});
