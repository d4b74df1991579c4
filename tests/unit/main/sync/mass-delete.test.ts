import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { notices, outbox, syncRuns } from '../../../../src/main/database/schema';
import { readSyncState } from '../../../../src/main/database/sync-state';
import { type Device, makeDevice, someActivity } from '../../../support/make-device';
import { registerOn } from '../../../support/register-on';

const kari = 'kari.demo@feltbok.example';
let server: RunningServer;
let device: Device;
beforeEach(async () => {
  server = await startServer({ demo: 'S', passwordCost: 10 });
  device = await makeDevice(server.url);
  await device.signIn();
  await device.work().engine.run('start');
});
afterEach(async () => {
  expect(device.defects).toEqual([]);
  device.remove();
  await server.close();
});

const engine = () => device.work().engine;
const go = () => engine().run('now');
const total = async () => (await device.work().workspace.activities.count({})).total;
const cursor = () => readSyncState(device.database(), randomUUID).cursor;
/** Deletes this share of the activities that the device mirrors, in one transaction of the server. */
async function deleteThere(share: number): Promise<number> {
  const ids = (
    device.database().prepare('SELECT id FROM activities ORDER BY id').all() as { id: string }[]
  ).map(({ id }) => id);
  const gone = ids.slice(0, Math.ceil(ids.length * share));
  await server.sql('UPDATE activities SET deleted_at = now() WHERE id = ANY($1)', [gone]);
  return gone.length;
}
const settled = () =>
  device
    .database()
    .orm.select()
    .from(outbox)
    .all()
    .filter(({ state }) => state === 'settled').length;

test('stops before a page that would delete very much, keeps the place, asks, and goes on sending', async () => {
  const [before, place] = [await total(), cursor()];
  const gone = await deleteThere(0.5);
  await go();
  expect([await total(), cursor()]).toEqual([before, place]);
  expect(engine().deleteQuestion()).toMatchObject({
    deletes: [{ entity: 'activities', gone, of: before }],
    kept: false,
  });
  expect(engine().status()).toMatchObject({ kind: 'attention', because: 'held_deletes' });
  registerOn(device, [someActivity(device)]);
  await go();
  expect([settled(), await total(), cursor()]).toEqual([1, before + 1, place]);
  const told = device.database().orm.select().from(notices).all();
  expect(told.filter(({ kind }) => kind === 'held_deletes')).toMatchObject([{ count: gone }]);
  expect(device.database().orm.select().from(syncRuns).all().at(-1)?.failure).toBe('mass_delete');
});

test('lets the page through once when the person says yes, also after a restart', async () => {
  const before = await total();
  const gone = await deleteThere(0.5);
  await go();
  await device.restart();
  const question = engine().deleteQuestion();
  expect(engine().answerDeletes({ id: question?.id ?? '', accept: true })).toBe(true);
  // The first may share the run that was under way when she answered.
  await go();
  await go();
  expect(await total()).toBe(before - gone);
  expect(engine().deleteQuestion()).toBeNull();
  expect(engine().status()).toMatchObject({ kind: 'synced' });
  // The yes was for that page alone.
  await deleteThere(0.9);
  await go();
  expect([await total(), engine().status().because]).toEqual([before - gone, 'held_deletes']);
});

test('asks anew when much more would go than she accepted', async () => {
  const before = await total();
  await deleteThere(0.3);
  await go();
  await deleteThere(0.9);
  engine().answerDeletes({ id: engine().deleteQuestion()?.id ?? '', accept: true });
  await go();
  expect(await total()).toBe(before);
  expect(engine().deleteQuestion()?.deletes[0]?.gone).toBe(Math.ceil(before * 0.9));
});

test('keeps everything and stays stopped when she says no, until the server thinks better of it', async () => {
  const [before, place] = [await total(), cursor()];
  await deleteThere(0.5);
  await go();
  const id = engine().deleteQuestion()?.id ?? '';
  expect(engine().answerDeletes({ id, accept: false })).toBe(true);
  registerOn(device, [someActivity(device)]);
  await go();
  expect([await total(), cursor(), settled()]).toEqual([before + 1, place, 1]);
  expect(engine().deleteQuestion()).toMatchObject({ id, kept: true });
  expect(engine().status()).toMatchObject({ kind: 'attention', because: 'held_deletes' });
  await server.sql('UPDATE activities SET deleted_at = NULL');
  await go();
  expect([engine().deleteQuestion(), engine().status().kind]).toEqual([null, 'synced']);
});

test('asks before a listing anew takes away what is out of scope by now, and answers a yes', async () => {
  const before = await total();
  await server.sql('DELETE FROM user_units WHERE user_id = (SELECT id FROM users WHERE email = $1)', [kari]);
  await go();
  expect(await total()).toBe(before);
  const question = engine().deleteQuestion();
  expect(question?.deletes.find(({ entity }) => entity === 'activities')).toMatchObject({
    gone: before,
    of: before,
  });
  engine().answerDeletes({ id: question?.id ?? '', accept: true });
  await go();
  expect([await total(), engine().deleteQuestion()]).toEqual([0, null]);
});

test('takes an answer to another question for none', async () => {
  await deleteThere(0.5);
  await go();
  expect(engine().answerDeletes({ id: randomUUID(), accept: true })).toBe(false);
});
