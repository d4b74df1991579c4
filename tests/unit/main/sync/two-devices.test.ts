import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { conflicts, notices, shadows } from '../../../../src/main/database/schema';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { type Device, makeDevice } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const go = () => device.work().engine.run('now');
const workspace = () => device.work().workspace;
const status = () => device.work().engine.status();
/** Another computer of hers, which has everything that the first one sent. */
async function anotherDevice(): Promise<Device> {
  const other = await makeDevice(server.url);
  await other.signIn();
  await other.work().engine.run('start');
  return other;
}

test('shows edits of two people: other groups are merged, the same group stays the server’s, journalled and told', async () => {
  const [id] = registerMany(device, 1, () => ({ note: 'først', durationMin: 30 })) as [string];
  await go();
  await workspace().activities.update({ id, changes: { durationMin: 45, travelKm: 12 } });
  // Somebody else was quicker, on the minutes and the note.
  const other = await anotherDevice();
  await other.work().workspace.activities.update({ id, changes: { durationMin: 60, note: 'deres' } });
  await other.work().engine.run('now');
  await go();
  expect((await workspace().activities.get({ id })).activity).toMatchObject({
    durationMin: 60,
    travelKm: 12,
    note: 'deres',
  });
  expect(await workspace().sync.conflicts({} as never)).toMatchObject([
    {
      recordId: id,
      group: 'what',
      fields: [{ field: 'durationMin', base: 30, mine: 45, theirs: 60 }],
      deletedThere: false,
    },
  ]);
  expect(device.database().orm.select().from(notices).all()).toMatchObject([
    { kind: 'first_download' },
    { kind: 'conflict', count: 1 },
  ]);
  expect(status()).toMatchObject({ kind: 'attention', needsPerson: 1 });

  const [journal] = await workspace().sync.conflicts({} as never);
  await workspace().sync.resolve({ answers: [{ id: journal?.id ?? '', choice: { kind: 'mine' } }] });
  await go();
  await other.work().engine.run('now');
  expect((await other.work().workspace.activities.get({ id })).activity).toMatchObject({
    durationMin: 45,
    travelKm: 12,
    note: 'deres',
  });
  expect(status().kind).toBe('synced');
  expect(device.database().orm.select().from(shadows).all()).toEqual([]);
  other.remove();
});

test('keeps a record deleted there, with my edit in the journal, and makes it anew when I ask for it', async () => {
  const [id] = registerMany(device, 1) as [string];
  await go();
  const other = await anotherDevice();
  await other.work().workspace.activities.remove({ id });
  await other.work().engine.run('now');
  await workspace().activities.update({ id, changes: { note: 'min' } });
  await go();
  expect((await workspace().activities.get({ id })).activity).toBeNull();
  const [told] = await workspace().sync.conflicts({} as never);
  expect(told?.title).toMatch(/^\S+ \S+ · \d{4}-\d\d-\d\d$/);
  expect(device.database().orm.select().from(conflicts).all()).toMatchObject([
    { recordId: id, fieldGroup: 'note', mine: { note: 'min' }, theirs: null },
  ]);
  // Asked for: one new record with my edit, once, however often it is asked.
  const [journal] = device.database().orm.select().from(conflicts).all();
  const answers = [{ id: journal?.id ?? '', choice: { kind: 'mine' as const } }];
  expect(await workspace().sync.resolve({ answers })).toMatchObject({ kind: 'saved' });
  expect(await workspace().sync.resolve({ answers })).toEqual({ kind: 'not_found' });
  await go();
  const made = await server.sql<{ id: string }>(
    `SELECT id FROM activities WHERE note = 'min' AND deleted_at IS NULL`,
  );
  expect(made).toHaveLength(1);
  expect(made[0]?.id).not.toBe(id);
  expect(status()).toMatchObject({ kind: 'synced', needsPerson: 0 });
  other.remove();
});
