import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { outbox } from '../../../../src/main/database/schema';
import { readSyncState } from '../../../../src/main/database/sync-state';
import { jsonAnswer } from '../../../support/faulty-network';
import { type Device, makeDevice } from '../../../support/make-device';

const who = ['kari.demo@feltbok.example'];
let server: RunningServer;
let device: Device;
/** A registration in a unit that is only lent to her. */
let lent: string;
let lentUnit: string;
beforeAll(async () => {
  server = await startServer({ demo: 'S', passwordCost: 10 });
  const [unit] = await server.sql<{ id: string }>(
    `SELECT a.unit_id::text AS id FROM activities a JOIN users u ON u.org_id = a.org_id AND u.email = $1
     WHERE a.deleted_at IS NULL AND a.unit_id NOT IN (SELECT unit_id FROM user_units WHERE user_id = u.id)
     GROUP BY 1 ORDER BY count(*) LIMIT 1`,
    who,
  );
  lentUnit = unit?.id ?? '';
});
afterAll(() => server.close());
beforeEach(async () => {
  await lendUnit();
  device = await makeDevice(server.url);
  await device.signIn();
  await device.work().engine.run('start');
  lent = device
    .database()
    .prepare('SELECT id FROM activities WHERE unit_id = ? LIMIT 1')
    .pluck()
    .get(lentUnit) as string;
});
afterEach(() => {
  expect(device.defects).toEqual([]);
  device.remove();
});

const run = () => device.work().engine.run('now');
const isShown = () =>
  device.database().prepare('SELECT 1 FROM activities WHERE id = ?').get(lent) !== undefined;
async function lendUnit(): Promise<void> {
  await server.sql(
    `INSERT INTO user_units (org_id, user_id, unit_id) SELECT org_id, id, $2 FROM users WHERE email = $1
     ON CONFLICT DO NOTHING`,
    [...who, lentUnit],
  );
}
async function takeUnitBack(): Promise<void> {
  await server.sql(
    'DELETE FROM user_units WHERE unit_id = $2 AND user_id = (SELECT id FROM users WHERE email = $1)',
    [...who, lentUnit],
  );
}
async function discardRefused(): Promise<void> {
  const [row] = device.database().orm.select().from(outbox).all();
  expect(row).toMatchObject({ state: 'parked', problem: { code: 'out_of_scope' } });
  await device.work().workspace.sync.discard({ mutationId: row?.id ?? '' });
}

test('a record that is edited while a listing goes on without it is gone when the edit is given up', async () => {
  await takeUnitBack();
  let pages = 0;
  device.net.meanwhile = async (request) => {
    if (request !== 'GET /v1/changes') return;
    pages += 1;
    // The first is refused because the scope is another one; the second is the first of the listing.
    if (pages === 2) await device.work().workspace.activities.update({ id: lent, changes: { note: 'mine' } });
  };
  await run();
  expect(isShown()).toBe(true);
  await run();
  await discardRefused();
  expect(isShown()).toBe(false);
});

test('a record that is deleted here, and then left out of a listing, does not come back when the delete is given up', async () => {
  await device.work().workspace.activities.remove({ id: lent });
  await takeUnitBack();
  await run();
  await discardRefused();
  expect(isShown()).toBe(false);
});

test('a record that left the scope and came back unchanged is shown again when the edit that waited is given up', async () => {
  await device.work().workspace.activities.update({ id: lent, changes: { note: 'mine' } });
  const [row] = device.database().orm.select().from(outbox).all();
  const { epoch } = readSyncState(device.database(), randomUUID);
  const answer = (outcome: string, code: string) => {
    const results = [{ id: row?.id, outcome, problem: { code } }];
    device.net.faultFor = (request) =>
      request.endsWith('/mutations') ? { answer: () => jsonAnswer(200, { epoch, results }) } : null;
  };
  answer('failed', 'internal');
  await run();
  await takeUnitBack();
  await device.work().engine.run('schedule');
  await lendUnit();
  await device.work().engine.run('schedule');
  answer('rejected', 'out_of_scope');
  await run();
  await discardRefused();
  expect(isShown()).toBe(true);
});
