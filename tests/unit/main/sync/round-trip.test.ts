import { expect, test } from 'vitest';
import type { RunningServer } from '../../../../server/start-server';
import { syncRuns } from '../../../../src/main/database/schema';
import { countStates } from '../../../support/count-states';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import type { Device } from '../../../support/make-device';
import { type ChangesOf, registerMany } from '../../../support/register-on';
import { someContact } from '../../../support/some-contact';

let server: RunningServer;
let device: Device;
deviceForEachTest((made) => {
  ({ server, device } = made);
});

const register = (count: number, changes?: ChangesOf) => registerMany(device, count, changes);
const onServer = async (ids: string[]) => {
  const rows = await server.sql<{ id: string; n: string }>(
    'SELECT id, count(*) AS n FROM activities WHERE id = ANY($1) AND deleted_at IS NULL GROUP BY id',
    [ids],
  );
  return { delivered: rows.length, doubled: rows.filter(({ n }) => Number(n) > 1).length };
};
const statesOf = () => countStates(device.database());
const go = () => device.work().engine.run('now');
const workspace = () => device.work().workspace;
const status = () => device.work().engine.status();

test('downloads everything in scope, finds it by words, and says that all is sent', async () => {
  expect(status()).toMatchObject({ kind: 'synced', waiting: 0 });
  const [{ n }] = (await server.sql<{ n: string }>(
    `SELECT count(*) AS n FROM activities a JOIN user_units u ON u.org_id = a.org_id AND u.unit_id = a.unit_id
     JOIN users p ON p.id = u.user_id WHERE p.email = 'kari.demo@feltbok.example' AND a.deleted_at IS NULL`,
  )) as [{ n: string }];
  const all = await workspace().activities.list({ offset: 0, limit: 10 });
  expect(all.total).toBe(Number(n));
  expect(all.total).toBeGreaterThan(100);
  const name = all.lines[0]?.mentorNames[0] ?? '';
  const found = await workspace().activities.list({
    search: name.slice(0, 4).toUpperCase(),
    offset: 0,
    limit: 10,
  });
  expect(found.total).toBeGreaterThan(0);
  expect(
    found.lines.every((line) =>
      line.mentorNames.some((one) => one.toLowerCase().includes(name.slice(0, 4).toLowerCase())),
    ),
  ).toBe(true);
});

test('delivers what was registered without a network exactly once when it comes back', async () => {
  device.connectivity = 'offline';
  device.work().engine.applyConnectivity('offline');
  const ids = register(60);
  expect(status()).toMatchObject({ kind: 'offline_pending', count: 60 });
  expect(await onServer(ids)).toEqual({ delivered: 0, doubled: 0 });
  await device.restart();
  device.connectivity = 'online';
  device.work().engine.applyConnectivity('online');
  await device.work().engine.run('connectivity');
  expect(await onServer(ids)).toEqual({ delivered: 60, doubled: 0 });
  expect(status()).toMatchObject({ kind: 'synced', waiting: 0 });
});

test('delivers once when the answer is lost after the server has committed', async () => {
  const ids = register(20);
  let lost = 0;
  device.net.faultFor = (request) =>
    request.includes('activities/mutations') && lost++ === 0 ? 'lose_answer' : null;
  await go();
  expect(await onServer(ids)).toEqual({ delivered: 20, doubled: 0 });
  expect(statesOf()).toEqual({ pending: 20 });
  await go();
  expect(statesOf()).toEqual({ settled: 20 });
  expect(await onServer(ids)).toEqual({ delivered: 20, doubled: 0 });
  const [ledger] = await server.sql<{ n: string }>(
    'SELECT count(*) AS n FROM audit_log WHERE record_id = ANY($1)',
    [ids],
  );
  expect(Number(ledger?.n)).toBe(20);
});

test('settles 499 and parks 1 in the same run, with field and reason, when one of 500 is bad', async () => {
  const ids = register(500, (index) => (index === 250 ? { occurredOn: '2031-01-01' } : {}));
  await device.work().engine.run('save');
  expect(statesOf()).toEqual({ settled: 499, parked: 1 });
  expect(await onServer(ids)).toEqual({ delivered: 499, doubled: 0 });
  const { lines } = await workspace().sync.queue({ only: 'needs_person', limit: 10 });
  expect(lines).toMatchObject([
    { recordId: ids[250], state: 'needs_fixing', problem: { code: 'validation', field: 'occurredOn' } },
  ]);
  expect(status()).toMatchObject({ kind: 'attention', needsPerson: 1, waiting: 0 });
});

test('lets unrelated registrations through and says what the others wait for when a contact is refused', async () => {
  const person = device.life().session.person();
  const { units } = await workspace().reference.read({} as never);
  const elsewhere = units.find(({ id, kind }) => kind === 'local' && !person?.unitIds.includes(id));
  const contact = await workspace().contacts.create({
    fields: someContact(elsewhere?.id ?? '', 'Person 3'),
  });
  const mentor = await workspace().peerMentors.propose({
    fields: { homeUnitId: person?.unitIds[0] ?? '', displayName: 'Nora Prøve', shortCode: 'NOPR' },
  });
  const [both] = register(1, () => ({
    contactId: contact.id,
    mentors: [{ peerMentorId: mentor.id ?? '', role: 'responsible' }],
  }));
  const unrelated = register(50);
  await go();
  expect(await onServer(unrelated)).toEqual({ delivered: 50, doubled: 0 });
  expect((await workspace().sync.queue({ only: 'needs_person', limit: 10 })).lines).toMatchObject([
    { entity: 'contacts', title: 'Person 3', problem: { code: 'out_of_scope' } },
  ]);
  expect((await workspace().sync.queue({ only: 'waiting', limit: 10 })).lines).toMatchObject([
    { recordId: both, state: 'waits_for_other', waitsFor: { entity: 'contacts', title: 'Person 3' } },
  ]);
  expect((await workspace().activities.get({ id: both ?? '' })).state).toBe('waits_for_other');
});

test('takes a refused registration back into the entry session with the reason, and discards on request', async () => {
  register(2, () => ({ occurredOn: '2031-01-01', note: 'kaffe' }));
  await go();
  const { lines } = await workspace().sync.queue({ only: 'needs_person', limit: 10 });
  expect(await workspace().sync.fix({ mutationId: lines[0]?.mutationId ?? '' })).toEqual({ kind: 'saved' });
  expect(await workspace().sync.discard({ mutationId: lines[1]?.mutationId ?? '' })).toEqual({
    kind: 'saved',
  });
  const session = await workspace().drafts.open({} as never);
  expect(session.rows).toMatchObject([
    {
      cells: { date: '2031-01-01', note: 'kaffe' },
      serverProblem: { field: 'date', severity: 'error', code: 'server_validation' },
    },
  ]);
  expect(status()).toMatchObject({ kind: 'attention', because: 'drafts', count: 1, needsPerson: 0 });
  const shown = await workspace().activities.list({ state: 'needs_fixing', offset: 0, limit: 10 });
  expect(shown.total).toBe(0);
});

test('sends what was made, edited and removed before it was sent as what it came to', async () => {
  device.connectivity = 'offline';
  device.work().engine.applyConnectivity('offline');
  const [kept, gone] = register(2, () => ({ note: 'a' })) as [string, string];
  await workspace().activities.update({ id: kept, changes: { note: 'b', durationMin: 45 } });
  await workspace().activities.update({ id: kept, changes: { note: 'c' } });
  await workspace().activities.remove({ id: gone });
  expect(status()).toMatchObject({ kind: 'offline_pending', count: 1 });
  device.connectivity = 'online';
  device.work().engine.applyConnectivity('online');
  await device.work().engine.run('connectivity');
  expect(
    await server.sql('SELECT id, note, duration_min FROM activities WHERE id = ANY($1)', [[kept, gone]]),
  ).toEqual([{ id: kept, note: 'c', duration_min: 45 }]);
  expect(
    await server.sql('SELECT action FROM audit_log WHERE record_id = ANY($1)', [[kept, gone]]),
  ).toHaveLength(1);
  expect(status()).toMatchObject({ kind: 'synced', waiting: 0 });
});

test('makes one run of triggers that come at the same time', async () => {
  const before = device.database().orm.select().from(syncRuns).all().length;
  await Promise.all(
    (['start', 'focus', 'connectivity', 'now'] as const).map((trigger) => device.work().engine.run(trigger)),
  );
  expect(device.database().orm.select().from(syncRuns).all().length - before).toBe(1);
});

test('says that nothing can be stored, and delivers once when it can again, when the disk refuses writes during a run', async () => {
  const ids = register(40);
  const refuseWrites = (refused: boolean) =>
    device.database().prepare(`PRAGMA query_only = ${refused}`).run();
  device.net.faultFor = (request) => {
    if (request.startsWith('POST')) refuseWrites(true);
    return null;
  };
  await go();
  expect(status()).toMatchObject({ kind: 'db_error', storageProblem: 'read_only', waiting: 40 });
  expect(await onServer(ids)).toEqual({ delivered: 40, doubled: 0 });
  device.net.faultFor = () => null;
  refuseWrites(false);
  await go();
  expect(statesOf()).toEqual({ settled: 40 });
  expect(await onServer(ids)).toEqual({ delivered: 40, doubled: 0 });
  expect(status().kind).toBe('synced');
});
