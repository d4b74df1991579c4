import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { conflicts, outbox } from '../../../../src/main/database/schema';
import { updateSyncState } from '../../../../src/main/database/sync-state';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { type Device, someActivity } from '../../../support/make-device';
import { registerOn } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const run = () => device.work().engine.run('schedule');
const shown = (id: string) =>
  device.database().prepare('SELECT note, revision FROM activities WHERE id = ?').get(id);

/** Stored there, with the answer lost on the way back; everything is then downloaded anew before it is sent again. */
async function storeUnheard(meanwhile: (id: string) => Promise<unknown>): Promise<string> {
  const [id] = registerOn(device, [someActivity(device, { note: 'mine' })]) as [string];
  device.net.faultFor = (request) => (request.endsWith('/mutations') ? 'lose_answer' : null);
  await run();
  await meanwhile(id);
  updateSyncState(device.database(), { cursor: null });
  await run();
  device.net.faultFor = () => null;
  await device.work().engine.run('now');
  expect(device.database().orm.select({ state: outbox.state }).from(outbox).all()).toEqual([
    { state: 'settled' },
  ]);
  return id;
}

test('a record that was deleted there before its answer was heard does not come back with the answer', async () => {
  const id = await storeUnheard((made) =>
    server.sql('UPDATE activities SET deleted_at = now(), revision = revision + 1 WHERE id = $1', [made]),
  );
  expect(shown(id)).toBeUndefined();
  await run();
  expect(shown(id)).toBeUndefined();
});

test('a record that left the scope before its answer was heard does not come back with the answer', async () => {
  const { unitIds } = device.life().session.person() ?? { unitIds: [] };
  const id = await storeUnheard((made) =>
    server.sql(
      `UPDATE activities SET revision = revision + 1,
         unit_id = (SELECT id FROM org_units WHERE org_id = activities.org_id AND id <> ALL ($2::uuid[]) LIMIT 1)
       WHERE id = $1`,
      [made, unitIds],
    ),
  );
  expect(shown(id)).toBeUndefined();
});

test('a record that was changed there before its answer was heard is shown as it is today', async () => {
  const id = await storeUnheard((made) =>
    server.sql("UPDATE activities SET note = 'theirs', revision = revision + 1 WHERE id = $1", [made]),
  );
  expect(shown(id)).toEqual({ note: 'theirs', revision: 2 });
});

test('an edit that lost in part is not journalled as lost altogether when its record is gone by the time it is heard', async () => {
  const [id] = registerOn(device, [someActivity(device, { note: 'mine', durationMin: 30 })]) as [string];
  await run();
  const changes = { note: 'mine again', durationMin: 45 };
  const { kind } = await device.work().workspace.activities.update({ id, changes });
  expect(kind).toBe('saved');
  await server.sql("UPDATE activities SET note = 'theirs', revision = revision + 1 WHERE id = $1", [id]);
  await run();
  const lost = () => device.database().orm.select({ group: conflicts.fieldGroup }).from(conflicts).all();
  const lostInPart = lost();
  expect(lostInPart).toHaveLength(1);
  await server.sql('UPDATE activities SET deleted_at = now(), revision = revision + 1 WHERE id = $1', [id]);
  // As after a restore: what was stored in part is offered again, and the server still knows its word.
  device.database().prepare("UPDATE outbox SET state = 'pending' WHERE outcome = 'conflict'").run();
  await device.work().engine.run('now');
  expect(lost()).toEqual(lostInPart);
});
