import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../server/start-server';
import type { Json } from '../../src/shared/contracts/primitives';
import {
  admin,
  type Device,
  type Fields,
  kari,
  type Mirror,
  makeActivityFields,
  makeMutation,
  ola,
  pull,
  recordsOf,
  signIn,
} from './sync-client';

const now = Date.UTC(2026, 10, 21, 12);
let server: RunningServer;
let device: Device;
/** The same person at another computer. */
let other: Device;
let mirror: Mirror;
let unitId: string;

beforeAll(async () => {
  server = await startServer({ demo: 'S', today: '2026-11-21', now: () => now, passwordCost: 10 });
  device = await signIn(server, kari);
  other = await signIn(server, kari);
  mirror = new Map();
  await pull(device, mirror);
  unitId = device.signedIn.person.unitIds[0] ?? '';
});
afterAll(() => server.close());

const fields = (changes: Fields = {}) => makeActivityFields(mirror, unitId, changes);
const creation = (changes: Fields = {}) =>
  makeMutation({ operation: 'create', recordId: randomUUID(), changes: fields(changes) });
const pushOne = async (from: Device, mutation: ReturnType<typeof makeMutation>) => {
  const [result] = await from.push('activities', [mutation]);
  if (!result) throw new Error('no result');
  return result;
};
const store = async (changes: Fields = {}) => {
  const mutation = creation(changes);
  const { revision = 0, record } = await pushOne(device, mutation);
  return { recordId: mutation.recordId, revision, record: record as Fields };
};
const edit = (recordId: string, baseRevision: number, base: Fields, changes: Fields) =>
  makeMutation({ operation: 'update', recordId, baseRevision, base, changes });
const removal = (recordId: string, baseRevision: number) =>
  makeMutation({ operation: 'delete', recordId, baseRevision });
const body = (mutations: unknown[], deviceId = device.id) => ({ deviceId, mutations });
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe('a history that was lost', () => {
  it('says nothing about this one: a base revision ahead of the record hides nobody’s change', async () => {
    const { recordId, revision } = await store({ note: 'a', durationMin: 30, participantsCount: 1 });
    await pushOne(other, edit(recordId, revision, { note: 'a' }, { note: 'b' }));
    await pushOne(other, edit(recordId, revision, { participantsCount: 1 }, { participantsCount: 2 }));
    const ahead = revision + 50;
    const sameField = await pushOne(device, edit(recordId, ahead, { note: 'a' }, { note: 'c' }));
    expect(sameField).toMatchObject({ outcome: 'conflict', groups: ['note'] });
    const sameGroup = await pushOne(device, edit(recordId, ahead, { durationMin: 30 }, { durationMin: 90 }));
    expect(sameGroup).toMatchObject({ outcome: 'conflict' });
  });

  it('is not written on: a push that names another epoch stores nothing and keeps nothing under its ids', async () => {
    const mutation = creation();
    const push = (epoch: string) =>
      device.call('POST', '/v1/activities/mutations', { ...body([mutation]), epoch });
    const answer = await push('another');
    expect([answer.status, await codeOf(answer)]).toEqual([410, 'EPOCH_CHANGED']);
    const accepted = await push(server.epoch);
    expect([accepted.status, (await accepted.json()).results[0].outcome]).toEqual([200, 'applied']);
  });
});

describe('storing', () => {
  it('answers the whole record, with what the server judged', async () => {
    const mutation = creation({ durationMin: 50, note: 'Fin prat' });
    const result = await pushOne(device, mutation);
    expect(result).toEqual({
      id: mutation.id,
      outcome: 'applied',
      revision: 1,
      record: {
        ...mutation.changes,
        id: mutation.recordId,
        revision: 1,
        countable: true,
        countableReasons: [],
        rulesVersion: 1,
        reportingYear: 2026,
      },
    });
  });

  it('judges again when a change matters', async () => {
    const { recordId, record } = await store();
    const result = await pushOne(device, edit(recordId, 1, { mode: record.mode ?? null }, { mode: 'phone' }));
    expect(result).toMatchObject({
      outcome: 'applied',
      revision: 2,
      record: { countable: false, countableReasons: ['not_in_person'] },
    });
  });

  it('stores 499 of 500 when one is wrong, and says which field of which', async () => {
    const mutations = Array.from({ length: 500 }, (_, index) =>
      creation(index === 250 ? { durationMin: 9999 } : {}),
    );
    const results = await device.push('activities', mutations);
    expect(results.map((result) => result.id)).toEqual(mutations.map((mutation) => mutation.id));
    expect(results.filter((result) => result.outcome === 'applied')).toHaveLength(499);
    expect(results[250]).toEqual({
      id: mutations[250]?.id,
      outcome: 'rejected',
      problem: { code: 'validation', field: 'durationMin' },
    });
  });

  it('keeps contacts and mentors too; a mentor of a coordinator is proposed, of an administrator approved', async () => {
    const contact = makeMutation({
      operation: 'create',
      recordId: randomUUID(),
      changes: {
        unitId,
        pseudonym: 'Person 9',
        relation: 'self',
        ageBand: '67_79',
        consentState: 'none',
        consentOn: null,
        expiresOn: null,
      },
    });
    expect(await device.push('contacts', [contact])).toMatchObject([{ outcome: 'applied', revision: 1 }]);
    const mentor = () =>
      makeMutation({
        operation: 'create',
        recordId: randomUUID(),
        changes: { homeUnitId: unitId, displayName: 'Ny Person', shortCode: 'NYPE' },
      });
    expect(await device.push('peer_mentors', [mentor()])).toMatchObject([
      { outcome: 'applied', record: { approval: 'proposed', active: true, homeUnitId: unitId } },
    ]);
    const boss = await signIn(server, admin);
    expect(await boss.push('peer_mentors', [mentor()])).toMatchObject([
      { record: { approval: 'approved', approvedFrom: '2026-11-21' } },
    ]);
  });
});

describe('the same mutation again', () => {
  it('gets the same answer, letter by letter, and has one effect', async () => {
    const request = body([creation(), creation({ durationMin: 0 })]);
    const first = await (await device.call('POST', '/v1/activities/mutations', request)).text();
    const second = await (await device.call('POST', '/v1/activities/mutations', request)).text();
    expect(second).toBe(first);
  });

  it('has one effect when it comes ten times at once', async () => {
    const mutation = creation();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => device.call('POST', '/v1/activities/mutations', body([mutation]))),
    );
    const stored = answers.filter((answer) => answer.status === 200);
    expect(answers.filter((answer) => answer.status !== 200 && answer.status !== 409)).toEqual([]);
    expect(new Set(await Promise.all(stored.map((answer) => answer.text()))).size).toBe(1);
    const [row] = await server.sql<{ revision: number }>(
      'SELECT revision::int FROM activities WHERE id = $1',
      [mutation.recordId],
    );
    expect(row).toEqual({ revision: 1 });
  });

  it('keeps its answer after the record changed, and after a later pull', async () => {
    const mutation = creation();
    const first = await pushOne(device, mutation);
    await pushOne(other, edit(mutation.recordId, 1, { note: '' }, { note: 'changed' }));
    expect(await pushOne(device, mutation)).toEqual(first);
  });

  it('within one request counts once', async () => {
    const mutation = creation();
    const [first, second] = await device.push('activities', [mutation, mutation]);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ outcome: 'applied', revision: 1 });
  });

  it('with another content is refused, and nothing of the request is stored', async () => {
    const mutation = creation();
    await pushOne(device, mutation);
    const bystander = creation();
    const changed = { ...mutation, changes: { ...mutation.changes, note: 'other' } };
    const answer = await device.call('POST', '/v1/activities/mutations', body([bystander, changed]));
    expect([answer.status, await codeOf(answer)]).toEqual([422, 'DIFFERENT_BODY']);
    expect(await server.sql('SELECT id FROM activities WHERE id = $1', [bystander.recordId])).toEqual([]);
    const twice = { ...bystander, sequence: bystander.sequence + 1 };
    const within = await device.call('POST', '/v1/activities/mutations', body([bystander, twice]));
    expect(within.status).toBe(422);
  });

  it('from another device is another mutation', async () => {
    const mutation = creation();
    await pushOne(device, mutation);
    expect(await pushOne(other, mutation)).toMatchObject({ outcome: 'applied', revision: 1 });
    const strange = await device.call('POST', '/v1/activities/mutations', body([mutation], other.id));
    expect([strange.status, await codeOf(strange)]).toEqual([403, 'DEVICE_REFUSED']);
  });
});

describe('two devices', () => {
  it('merges edits of different groups', async () => {
    const { recordId } = await store();
    await pushOne(other, edit(recordId, 1, { note: '' }, { note: 'theirs' }));
    expect(await pushOne(device, edit(recordId, 1, { durationMin: 45 }, { durationMin: 60 }))).toMatchObject({
      outcome: 'merged',
      revision: 3,
      record: { note: 'theirs', durationMin: 60 },
    });
  });

  it('keeps the server value of a group that both edited, takes the rest, and names who', async () => {
    const { recordId } = await store();
    await pushOne(other, edit(recordId, 1, { durationMin: 45 }, { durationMin: 50 }));
    await pushOne(other, edit(recordId, 2, { travelKm: 12.5 }, { travelKm: 1 }));
    const mine = edit(
      recordId,
      1,
      { participantsCount: 1, note: '' },
      { participantsCount: 2, note: 'mine' },
    );
    expect(await pushOne(device, mine)).toMatchObject({
      outcome: 'conflict',
      groups: ['what'],
      by: 'Kari Furulund',
      revision: 4,
      record: { durationMin: 50, participantsCount: 1, note: 'mine', travelKm: 1 },
    });
  });

  it('takes a chain of edits of one device, whatever revision each was based on', async () => {
    const { recordId } = await store();
    const results = await device.push('activities', [
      edit(recordId, 1, { durationMin: 45 }, { durationMin: 60 }),
      edit(recordId, 1, { durationMin: 60 }, { durationMin: 75 }),
      removal(recordId, 1),
    ]);
    expect(results.map((result) => result.outcome)).toEqual(['applied', 'applied', 'applied']);
    expect(results[2]).toMatchObject({ record: null, revision: 4 });
  });

  it('keeps a record deleted that was edited here: every touched group is lost', async () => {
    const { recordId } = await store();
    await pushOne(other, removal(recordId, 1));
    const mine = edit(recordId, 1, { durationMin: 45, note: '' }, { durationMin: 60, note: 'mine' });
    expect(await pushOne(device, mine)).toEqual({
      id: mine.id,
      outcome: 'conflict',
      record: null,
      revision: 2,
      groups: ['what', 'note'],
      by: 'Kari Furulund',
    });
  });

  it('keeps a record that was edited there and deleted here', async () => {
    const { recordId } = await store();
    await pushOne(other, edit(recordId, 1, { note: '' }, { note: 'theirs' }));
    expect(await pushOne(device, removal(recordId, 1))).toMatchObject({
      outcome: 'conflict',
      groups: ['note'],
      record: { note: 'theirs' },
      revision: 2,
    });
  });

  it('takes deleting what is deleted, or never was, as done', async () => {
    const { recordId } = await store();
    await pushOne(other, removal(recordId, 1));
    expect(await pushOne(device, removal(recordId, 1))).toMatchObject({ outcome: 'applied', record: null });
    expect(await pushOne(device, removal(randomUUID(), 1))).toMatchObject({
      outcome: 'applied',
      record: null,
    });
  });
});

describe('rejections', () => {
  const noMentor = [{ peerMentorId: randomUUID(), role: 'responsible' }];
  const cases: [label: string, changes: Fields, code: string, field: string][] = [
    ['an unknown field', { createdBy: 'me' }, 'validation', 'createdBy'],
    ['a field of the server', { revision: 9 }, 'validation', 'revision'],
    ['too long', { note: 'x'.repeat(281) }, 'validation', 'note'],
    ['a character that text cannot hold', { note: 'a\0b' }, 'validation', 'note'],
    ['a day that does not exist', { occurredOn: '2026-02-30' }, 'validation', 'occurredOn'],
    ['a day after tomorrow', { occurredOn: '2026-11-23' }, 'validation', 'occurredOn'],
    ['a year that is locked', { occurredOn: '2024-06-01' }, 'year_locked', 'occurredOn'],
    ['a type that was not in use yet', { occurredOn: '2014-12-31' }, 'type_retired', 'activityTypeId'],
    ['an unknown type', { activityTypeId: randomUUID() }, 'unknown_reference', 'activityTypeId'],
    ['an unknown contact', { contactId: randomUUID() }, 'unknown_reference', 'contactId'],
    ['an unknown mentor', { mentors: noMentor }, 'unknown_reference', 'mentors'],
    ['no participants where that says nothing', { participantsCount: 0 }, 'validation', 'participantsCount'],
    ['an unknown unit', { unitId: randomUUID() }, 'out_of_scope', 'unitId'],
  ];

  it.each(cases)('%s', async (_, changes, code, field) => {
    const mutation = creation(changes);
    expect(await pushOne(device, mutation)).toEqual({
      id: mutation.id,
      outcome: 'rejected',
      problem: { code, field },
    });
  });

  it('takes tomorrow, for clocks that run ahead', async () => {
    expect(await pushOne(device, creation({ occurredOn: '2026-11-22' }))).toMatchObject({
      outcome: 'applied',
    });
  });

  it('wants exactly one responsible mentor, and each mentor once', async () => {
    const [first, second] = recordsOf(mirror, 'peer_mentors').map((mentor) => mentor.id as Json);
    const mentor = (peerMentorId: Json = null, role = 'responsible') => ({ peerMentorId, role });
    const refused = [
      [mentor(first), mentor(second)],
      [mentor(first, 'with')],
      [mentor(first), mentor(first, 'with')],
      [],
    ];
    for (const mentors of refused)
      expect(await pushOne(device, creation({ mentors: mentors as Json }))).toMatchObject({
        problem: { code: 'validation', field: 'mentors' },
      });
    const right = creation({ mentors: [mentor(first), mentor(second, 'with')] as Json });
    expect(await pushOne(device, right)).toMatchObject({ outcome: 'applied' });
  });

  it('a record that nobody stored', async () => {
    expect(await pushOne(device, edit(randomUUID(), 1, { note: '' }, { note: 'x' }))).toMatchObject({
      outcome: 'rejected',
      problem: { code: 'gone' },
    });
  });

  it('a missing field of a new record, and a shape from a later version', async () => {
    const { note: _, ...rest } = fields();
    const incomplete = makeMutation({ operation: 'create', recordId: randomUUID(), changes: rest });
    expect(await pushOne(device, incomplete)).toMatchObject({
      problem: { code: 'validation', field: 'note' },
    });
    expect(await pushOne(device, { ...creation(), schemaVersion: 2 })).toMatchObject({
      problem: { code: 'unsupported_version' },
    });
  });

  it('a reference whose record is not there', async () => {
    const mutation = { ...creation(), references: [{ entity: 'contacts' as const, id: randomUUID() }] };
    expect(await pushOne(device, mutation)).toMatchObject({
      problem: { code: 'unknown_reference', field: 'references' },
    });
  });

  it('records of other units: to make, change, delete or move them there', async () => {
    const neighbour = await signIn(server, ola);
    const theirs = new Map();
    await pull(neighbour, theirs);
    const foreign = recordsOf(theirs, 'activities').find((each) => each.reportingYear === 2026);
    const foreignId = String(foreign?.id);
    const outOfScope = { outcome: 'rejected', problem: { code: 'out_of_scope' } };
    const { recordId } = await store();
    const attempts = [
      creation({ unitId: neighbour.signedIn.person.unitIds[0] ?? '' }),
      edit(foreignId, 1, { note: '' }, { note: 'x' }),
      removal(foreignId, 1),
      makeMutation({ operation: 'create', recordId: foreignId, changes: fields() }),
      edit(recordId, 1, { unitId }, { unitId: neighbour.signedIn.person.unitIds[0] ?? '' }),
    ];
    for (const result of await device.push('activities', attempts)) expect(result).toMatchObject(outOfScope);
    const boss = await signIn(server, admin);
    expect(await boss.push('activities', [removal(foreignId, 1)])).toMatchObject([{ outcome: 'applied' }]);
  });

  it('changes of a locked year, deleting too', async () => {
    const locked = recordsOf(mirror, 'activities').find((each) => each.reportingYear === 2024);
    const lockedId = String(locked?.id);
    for (const mutation of [
      removal(lockedId, 1),
      edit(lockedId, 1, { note: locked?.note ?? '' }, { note: 'late' }),
      edit(lockedId, 1, { occurredOn: locked?.occurredOn ?? '' }, { occurredOn: '2026-01-01' }),
    ])
      expect(await pushOne(device, mutation)).toMatchObject({ problem: { code: 'year_locked' } });
  });
});

describe('audit', () => {
  it('notes who changed which columns from which device, and no value', async () => {
    const { recordId } = await store({ note: 'hemmelig' });
    await pushOne(device, edit(recordId, 1, { durationMin: 45 }, { durationMin: 60 }));
    const lines = await server.sql<{ action: string; device_id: string; columns: string[] }>(
      'SELECT action, device_id::text, columns FROM audit_log WHERE record_id = $1 ORDER BY sequence',
      [recordId],
    );
    expect(lines).toEqual([
      { action: 'create', device_id: device.id, columns: [] },
      { action: 'update', device_id: device.id, columns: ['duration_min'] },
    ]);
    expect(JSON.stringify(await server.sql('SELECT * FROM audit_log'))).not.toContain('hemmelig');
  });

  it.each(["UPDATE audit_log SET action = 'x'", 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
    'refuses %s even to the owner',
    async (statement) => {
      // A trigger for each row has nothing to refuse in an empty table.
      await store();
      await expect(server.sql(statement)).rejects.toThrow('append-only');
    },
  );

  it.each(["UPDATE audit_log SET action = 'x'", 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
    'refuses %s to the role that requests run as, which has no right to it at all',
    async (statement) => {
      const asApp = server.asOwner((sql) => sql.run(`SET LOCAL ROLE feltbok_app; ${statement}`));
      await expect(asApp).rejects.toMatchObject({ code: '42501' });
    },
  );
});
