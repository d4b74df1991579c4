import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { conflicts, notices, outbox, shadows, syncRuns } from '../../../../src/main/database/schema';
import { saveActivities } from '../../../../src/main/registrations/save-activities';
import type { ActivityFields } from '../../../../src/shared/contracts/activity';
import { jsonAnswer } from '../../../support/faulty-network';
import { type Device, makeDevice, someActivity } from '../../../support/make-device';

let server: RunningServer;
let device: Device;
beforeAll(async () => {
  server = await startServer({ demo: 'S', passwordCost: 10 });
});
afterAll(() => server.close());
beforeEach(async () => {
  device = await makeDevice(server.url);
  await device.signIn();
  await device.work().engine.run('start');
});
afterEach(() => {
  expect(device.defects).toEqual([]);
  device.remove();
});

const context = () => ({
  database: device.database(),
  now: device.clock.now,
  newId: () => randomUUID(),
  today: () => '2026-11-21',
  actor: () => device.life().session.person()?.id ?? '',
  onSaved: () => device.work().engine.refreshStatus(),
});
/** Registers and answers the ids, past the form's own checks. */
function register(count: number, changes: (index: number) => Partial<ActivityFields> = () => ({})): string[] {
  const made = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    fields: someActivity(device, changes(index)),
  }));
  saveActivities(context(), made);
  device.work().engine.refreshStatus();
  return made.map(({ id }) => id);
}
const onServer = async (ids: string[]) => {
  const rows = await server.sql<{ id: string; n: string }>(
    'SELECT id, count(*) AS n FROM activities WHERE id = ANY($1) AND deleted_at IS NULL GROUP BY id',
    [ids],
  );
  return { delivered: rows.length, doubled: rows.filter(({ n }) => Number(n) > 1).length };
};
const statesOf = () => {
  const counts: Record<string, number> = {};
  for (const { state } of device.database().orm.select().from(outbox).all())
    counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};
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
    fields: {
      unitId: elsewhere?.id ?? '',
      pseudonym: 'Person 3',
      relation: 'self',
      ageBand: 'unknown',
      consentState: 'none',
      consentOn: null,
      expiresOn: null,
    },
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

test('shows edits of two people: other groups are merged, the same group stays the server’s, journalled and told', async () => {
  const [id] = register(1, () => ({ note: 'først', durationMin: 30 })) as [string];
  await go();
  await workspace().activities.update({ id, changes: { durationMin: 45, travelKm: 12 } });
  // Somebody else was quicker, on the minutes and the note.
  const other = await makeDevice(server.url);
  await other.signIn();
  await other.work().engine.run('start');
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
  await workspace().sync.applyAgain({ id: journal?.id ?? '' });
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
  const [id] = register(1) as [string];
  await go();
  const other = await makeDevice(server.url);
  await other.signIn();
  await other.work().engine.run('start');
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
  expect(await workspace().sync.applyAgain({ id: journal?.id ?? '' })).toEqual({ kind: 'saved' });
  expect(await workspace().sync.applyAgain({ id: journal?.id ?? '' })).toEqual({ kind: 'not_found' });
  await go();
  const made = await server.sql<{ id: string }>(
    `SELECT id FROM activities WHERE note = 'min' AND deleted_at IS NULL`,
  );
  expect(made).toHaveLength(1);
  expect(made[0]?.id).not.toBe(id);
  expect(status()).toMatchObject({ kind: 'synced', needsPerson: 0 });
  other.remove();
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

test('makes no request at all while paused, and goes on afterwards', async () => {
  device.work().engine.pause(device.clock.now() + 3_600_000);
  const ids = register(3);
  device.net.requests.length = 0;
  for (const trigger of ['now', 'save', 'focus', 'connectivity', 'schedule', 'resume'] as const)
    await device.work().engine.run(trigger);
  expect({ requests: device.net.requests, kind: status().kind }).toEqual({ requests: [], kind: 'paused' });
  device.clock.advance(3_600_001);
  await device.work().engine.run('schedule');
  expect(await onServer(ids)).toEqual({ delivered: 3, doubled: 0 });
});

test('makes one run of triggers that come at the same time', async () => {
  const before = device.database().orm.select().from(syncRuns).all().length;
  await Promise.all(
    (['start', 'focus', 'connectivity', 'now'] as const).map((trigger) => device.work().engine.run(trigger)),
  );
  expect(device.database().orm.select().from(syncRuns).all().length - before).toBe(1);
});

test('leaves the queue as it was and waits longer each time while the server answers nonsense', async () => {
  register(3);
  device.net.faultFor = (request) =>
    request.startsWith('POST')
      ? {
          answer: () =>
            new Response('<html>Logg inn på gjestenettet</html>', {
              headers: { 'content-type': 'text/html' },
            }),
        }
      : null;
  await device.work().engine.run('save');
  const waits = [];
  for (let round = 0; round < 3; round += 1) {
    const { retryAt } = status();
    waits.push((retryAt ?? 0) - device.clock.now());
    device.clock.advance((retryAt ?? 0) - device.clock.now());
    await device.work().engine.run('schedule');
  }
  const runs = device.database().orm.select().from(syncRuns).all().slice(-4);
  expect(runs.map(({ failure }) => failure)).toEqual([
    'captive_portal',
    'captive_portal',
    'captive_portal',
    'captive_portal',
  ]);
  expect(waits.every((wait, index) => wait >= 15_000 * 2 ** index && wait <= 30_000 * 2 ** index)).toBe(true);
  expect(statesOf()).toEqual({ pending: 3 });
  await device.restart();
  expect(status().retryAt).not.toBeNull();
});

test('does not ask again before the time the server named, not even when told to send now', async () => {
  register(1);
  device.net.faultFor = (request) =>
    request.startsWith('POST')
      ? { answer: () => jsonAnswer(503, { code: 'UNAVAILABLE' }, { 'retry-after': '600' }) }
      : null;
  await go();
  device.net.requests.length = 0;
  device.net.faultFor = () => null;
  await go();
  await device.restart();
  await go();
  expect(device.net.requests).toEqual([]);
  device.clock.advance(600_001);
  await go();
  expect(statesOf()).toEqual({ settled: 1 });
});

test('reads a page with fields and entities it does not know, and refuses a page with one bad row whole', async () => {
  const real = await fetch(`${server.url}/v1/health`).then(
    (answer) => answer.json() as Promise<{ epoch: string }>,
  );
  const unit = {
    id: randomUUID(),
    revision: 7,
    kind: 'local',
    name: 'Nytt lag',
    parentId: null,
    municipalityCode: null,
    active: true,
  };
  const columns = [...Object.keys(unit), 'colour'];
  const page = (rows: unknown[][]) => ({
    epoch: real.epoch,
    cursor: 'next',
    more: false,
    snapshot: false,
    progress: null,
    changes: { org_units: { columns, rows }, horoscopes: { columns: ['id'], rows: [['x']] } },
    tombstones: {},
    weather: 'rain',
  });
  const cursor = () => device.database().prepare('SELECT cursor FROM sync_state').pluck().get();
  const known = () =>
    device.database().prepare('SELECT name FROM org_units WHERE id = ?').pluck().get(unit.id);
  const before = cursor();
  const bad = [...Object.values({ ...unit, id: randomUUID(), name: 7 }), 'red'];
  device.net.faultFor = (request) =>
    request.endsWith('/changes')
      ? { answer: () => jsonAnswer(200, page([[...Object.values(unit), 'red'], bad])) }
      : null;
  await go();
  expect([known(), cursor()]).toEqual([undefined, before]);
  expect(device.database().orm.select().from(syncRuns).all().at(-1)?.failure).toBe('answer_not_understood');
  device.net.faultFor = (request) =>
    request.endsWith('/changes')
      ? { answer: () => jsonAnswer(200, page([[...Object.values(unit), 'red']])) }
      : null;
  await go();
  expect([known(), cursor()]).toEqual(['Nytt lag', 'next']);
});

test('settles nothing when the server acknowledges mutations that were not sent', async () => {
  register(2);
  device.net.faultFor = (request) =>
    request.startsWith('POST')
      ? {
          answer: () =>
            jsonAnswer(200, {
              epoch: 'e',
              results: [0, 1].map(() => ({ id: randomUUID(), outcome: 'applied', record: null })),
            }),
        }
      : null;
  await go();
  expect(statesOf()).toEqual({ pending: 2 });
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
