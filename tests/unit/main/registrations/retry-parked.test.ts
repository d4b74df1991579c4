import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { outbox } from '../../../../src/main/database/schema';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { type Device, someActivity } from '../../../support/make-device';
import { registerOn } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const queued = () => device.database().orm.select().from(outbox).all();
const lockYear = (years: number[]) =>
  server.sql(`UPDATE settings SET value = $1::jsonb WHERE key = 'locked_years'`, [JSON.stringify(years)]);

test('stores once what was refused and is tried again after its reason has gone', async () => {
  const activity = someActivity(device);
  const year = Number(activity.occurredOn.slice(0, 4));
  await lockYear([year]);
  registerOn(device, [activity]);
  await device.work().engine.run('now');
  const [parked] = queued();
  expect(parked).toMatchObject({ state: 'parked', problem: { code: 'year_locked' } });

  await lockYear([]);
  expect(device.work().workspace.sync.retry({ mutationId: parked?.id ?? '' })).toEqual({ kind: 'saved' });
  await device.work().engine.run('now');
  expect(queued()).toMatchObject([{ state: 'settled', outcome: 'applied' }]);
  const stored = await server.sql('SELECT id FROM activities WHERE id = $1', [parked?.recordId]);
  expect(stored).toHaveLength(1);
});

test('taken back with its day in the note: a draft without a day, and the server is not blamed for it', async () => {
  const activity = someActivity(device, { note: 'before' });
  await lockYear([Number(activity.occurredOn.slice(0, 4))]);
  registerOn(device, [activity]);
  await device.work().engine.run('now');
  const mutationId = queued()[0]?.id ?? '';
  const cells = { date: '', note: 'That day. before' };
  expect(await device.work().workspace.sync.fix({ mutationId, cells })).toEqual({ kind: 'saved' });
  const { rows } = await device.work().workspace.drafts.open({} as never);
  expect(rows).toMatchObject([
    { cells: { ...cells, duration: String(activity.durationMin) }, serverProblem: null },
  ]);
  expect(queued()).toMatchObject([{ state: 'settled', outcome: 'reopened' }]);
  await lockYear([]);
});
