import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { outbox } from '../../../../src/main/database/schema';
import { park } from '../../../../src/main/outbox/park';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { lockYears } from '../../../support/lock-years';
import { type Device, someActivity } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const go = () => device.work().engine.run('now');
const sync = () => device.work().workspace.sync;
const parked = async () => (await sync().queue({ only: 'needs_person', limit: 100 })).lines;
const thisYear = () => Number(someActivity(device).occurredOn.slice(0, 4));
const lastYear = () => `${thisYear() - 1}-12-30`;
const stored = (ids: string[]) =>
  server.sql<{ id: string; occurred_on: string }>(
    'SELECT id, occurred_on::text FROM activities WHERE id = ANY($1) AND deleted_at IS NULL',
    [ids],
  );

test('one correction of several refused registrations: each is stored once, under its own id', async () => {
  await lockYears(server, [thisYear()]);
  const ids = registerMany(device, 3);
  await go();
  const lines = await parked();
  expect(lines.map(({ changes }) => changes?.occurredOn)).toEqual(
    Array(3).fill(someActivity(device).occurredOn),
  );
  const corrections = lines.map(({ mutationId }) => ({ mutationId, changes: { occurredOn: lastYear() } }));
  expect(await sync().correct({ corrections })).toEqual({ kind: 'saved' });
  expect(await parked()).toEqual([]);
  const here = await Promise.all(ids.map((id) => device.work().workspace.activities.get({ id })));
  expect(here.map(({ activity }) => activity?.occurredOn)).toEqual(Array(3).fill(lastYear()));
  await go();
  expect((await stored(ids)).map((row) => row.occurred_on)).toEqual(Array(3).fill(lastYear()));
  expect(
    device
      .database()
      .orm.select()
      .from(outbox)
      .all()
      .map(({ outcome }) => outcome),
  ).toEqual(Array(3).fill('applied'));
  await lockYears(server, []);
});

test('nothing is corrected when one of the values cannot be, or one is not parked any more', async () => {
  await lockYears(server, [thisYear()]);
  registerMany(device, 2);
  await go();
  const [one, two] = await parked();
  const correct = (first: object, second: string) =>
    sync().correct({
      corrections: [
        { mutationId: one?.mutationId ?? '', changes: first as never },
        { mutationId: second, changes: { occurredOn: lastYear() } },
      ],
    });
  expect(await correct({ durationMin: 0 }, two?.mutationId ?? '')).toMatchObject({ kind: 'refused' });
  expect(await correct({ displayName: 'x' }, two?.mutationId ?? '')).toMatchObject({ kind: 'refused' });
  sync().discard({ mutationId: two?.mutationId ?? '' });
  expect(await correct({ occurredOn: lastYear() }, two?.mutationId ?? '')).toEqual({ kind: 'not_found' });
  expect(await parked()).toMatchObject([{ mutationId: one?.mutationId }]);
  await lockYears(server, []);
});

test('what only failed is not changed: the server may have it', async () => {
  registerMany(device, 1);
  const database = device.database();
  const [row] = database.orm.select().from(outbox).all();
  if (!row) throw new Error('Nothing was registered.');
  database.write(() => park(database, row, { problem: { code: 'internal' }, now: device.clock.now() }));
  const [line] = await parked();
  expect(line).toMatchObject({ problem: { code: 'internal' } });
  const corrections = [{ mutationId: line?.mutationId ?? '', changes: { durationMin: 20 } }];
  expect(await sync().correct({ corrections })).toEqual({ kind: 'not_found' });
});
