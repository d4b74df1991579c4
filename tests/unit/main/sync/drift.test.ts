import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { auditLog, drafts, notices, outbox } from '../../../../src/main/database/schema';
import { readSyncState, updateSyncState } from '../../../../src/main/database/sync-state';
import { digestMirror } from '../../../../src/main/sync/digest-mirror';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { type Device, someActivity } from '../../../support/make-device';
import { registerOn } from '../../../support/register-on';

const weekMs = 7 * 24 * 3_600_000;
/** A mutation waits no longer than an hour. */
const almostAnHourMs = 3_500_000;
let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
  device.net.requests.length = 0;
});

const engine = () => device.work().engine;
const state = () => readSyncState(device.database(), randomUUID);
const digests = () => device.net.requests.filter((request) => request === 'GET /v1/digest').length;
const told = () =>
  device
    .database()
    .orm.select()
    .from(notices)
    .all()
    .map(({ kind, count }) => `${kind} ${count}`)
    .filter((line) => /^(checked|drift)/.test(line));
async function check(): Promise<void> {
  engine().checkServer();
  await Promise.resolve();
  await engine().run('now');
}
const activityIds = () =>
  (
    device.database().prepare('SELECT id FROM activities ORDER BY occurred_on DESC, id').all() as {
      id: string;
    }[]
  ).map(({ id }) => id);
const noteOf = (id: string) =>
  (
    device.database().prepare('SELECT note FROM activities WHERE id = ?').get(id) as
      | { note: string }
      | undefined
  )?.note;

test('finds nothing to repair and says how much was compared when it was asked for', async () => {
  registerOn(device, [someActivity(device)]);
  await check();
  const rows = Object.values(await digestMirror(device.database())).reduce(
    (sum, { count }) => sum + count,
    0,
  );
  expect(told()).toEqual([`checked ${rows}`]);
});

test('compares once a week by itself, and tells nothing when all is well', async () => {
  await engine().run('schedule');
  expect(digests()).toBe(0);
  device.clock.advance(weekMs);
  await engine().run('schedule');
  await engine().run('schedule');
  expect([digests(), told()]).toEqual([1, []]);
});

test('repairs rows that are missing, made up, too old or too new, and leaves work that is not sent alone', async () => {
  const database = device.database();
  const [missing, old, tooNew, edited] = activityIds() as [string, string, string, string];
  const real = new Map([missing, old, tooNew].map((id) => [id, noteOf(id)]));
  await device.work().workspace.activities.update({ id: edited, changes: { note: 'mine' } });
  const [unsent] = registerOn(device, [someActivity(device, { note: 'not sent' })]) as [string];
  const { id: sessionId } = await device.work().workspace.drafts.open({} as never);
  const [rowId] = (await device.work().workspace.drafts.newId({ count: 1 })) as [string];
  await device.work().workspace.drafts.saveRow({
    sessionId,
    rowId,
    position: 1,
    origin: 'free',
    cells: { note: 'x' },
    focus: null,
  });
  // The server takes nothing for now, so the work stays unsent through the repair.
  const unsettled = () =>
    database.orm
      .select()
      .from(outbox)
      .all()
      .filter(({ state }) => state === 'pending').length;
  database.prepare('UPDATE outbox SET retry_at = ?').run(device.clock.now() + almostAnHourMs);
  const before = {
    unsettled: unsettled(),
    drafts: database.orm.select().from(drafts).all(),
    audit: database.orm.select().from(auditLog).all().length,
  };
  database.prepare('DELETE FROM activities WHERE id = ?').run(missing);
  database.prepare("UPDATE activities SET note = 'wrong', revision = 0 + revision - 1 WHERE id = ?").run(old);
  database.prepare("UPDATE activities SET note = 'wrong', revision = revision + 7 WHERE id = ?").run(tooNew);
  const madeUp = randomUUID();
  database
    .prepare(
      `INSERT INTO activities SELECT NULL, ?, revision, snapshot, unit_id, batch_id, occurred_on, activity_type_id, mode, setting,
       duration_min, participants_count, new_participants, municipality_code, contact_id, travel_km, toll_nok, outlay_nok, note,
       countable, countable_reasons, rules_version, reporting_year FROM activities WHERE id = ?`,
    )
    .run(madeUp, tooNew);
  // Asking to check would also send what is held back here; that a week has passed does not.
  updateSyncState(database, { checkedAt: device.clock.now() - weekMs });
  await engine().run('schedule');
  expect(told()).toEqual(['drift_repaired 1']);
  expect(new Map([missing, old, tooNew].map((id) => [id, noteOf(id)]))).toEqual(real);
  expect([noteOf(madeUp), noteOf(edited), noteOf(unsent)]).toEqual([undefined, 'mine', 'not sent']);
  expect({
    unsettled: unsettled(),
    drafts: database.orm.select().from(drafts).all(),
    audit: database.orm.select().from(auditLog).all().length,
  }).toEqual(before);
  expect(state()).toMatchObject({ drift: null, rewriting: false, checkedAt: device.clock.now() });
  database.prepare('UPDATE outbox SET retry_at = NULL').run();
  await check();
  expect([unsettled(), engine().status().needsPerson]).toEqual([0, 0]);
  expect(told().at(-1)).toMatch(/^checked /);
});

test('goes on with a repair that a crash has cut off', async () => {
  const [missing] = activityIds() as [string];
  device.database().prepare('DELETE FROM activities WHERE id = ?').run(missing);
  let pages = 0;
  device.net.faultFor = (request) => {
    if (request === 'GET /v1/changes') pages += 1;
    // The listing anew loses its first page.
    return request === 'GET /v1/changes' && pages > 2 ? 'refuse' : null;
  };
  await check();
  expect(state().drift).toMatchObject({ state: 'repairing', entities: ['activities'] });
  await device.restart();
  device.net.faultFor = () => null;
  await engine().run('now');
  await engine().run('now');
  expect([noteOf(missing) !== undefined, state().drift, told()]).toEqual([true, null, ['drift_repaired 1']]);
});

test('says that it still differs when listing everything has not helped, and does not try for ever', async () => {
  const wrong = { count: 1, digest: 'f'.repeat(64) };
  const real = (await digestMirror(device.database())) as Record<string, object>;
  device.net.faultFor = (request) =>
    request === 'GET /v1/digest'
      ? {
          answer: () =>
            new Response(JSON.stringify({ epoch: state().epoch, entities: { ...real, contacts: wrong } }), {
              headers: { 'content-type': 'application/json' },
            }),
        }
      : null;
  await check();
  expect([told(), state().drift]).toEqual([
    ['drift_remains 1'],
    { entities: ['contacts'], state: 'remains' },
  ]);
  const asked = device.net.requests.length;
  await engine().run('schedule');
  expect(device.net.requests.length - asked).toBe(1);
});

test('takes what changes on the server while it is compared for no drift', async () => {
  const [id] = activityIds() as [string];
  const { snapshot } = state();
  let changes = 0;
  device.net.beforehand = async (request) => {
    if (request !== 'GET /v1/digest' || changes === 2) return;
    changes += 1;
    await server.sql("UPDATE activities SET note = note || '.', revision = revision + 1 WHERE id = $1", [id]);
  };
  await check();
  expect(changes).toBe(2);
  expect([told().length, told()[0]?.startsWith('checked'), state().snapshot]).toEqual([1, true, snapshot]);
});
