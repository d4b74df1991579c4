import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterSession } from '../../server/database/enter-session';
import { type RunningServer, startServer } from '../../server/start-server';
import { entityNames, type WritableEntity, writableEntities } from '../../src/shared/contracts/entities';
import { syncApi } from '../../src/shared/contracts/sync-api';
import { someContact } from '../support/some-contact';
import {
  admin,
  type Device,
  type Fields,
  type Mirror,
  makeActivityFields,
  makeMutation,
  pull,
  recordsOf,
  signIn,
  siri,
} from './sync-client';

let server: RunningServer;
/** Sees all of organisation A. */
let ours: Device;
let theirs: Device;
let ourMirror: Mirror;
let theirMirror: Mirror;

beforeAll(async () => {
  server = await startServer({ demo: 'S', today: '2026-11-21', passwordCost: 10 });
  ours = await signIn(server, admin);
  theirs = await signIn(server, siri);
  ourMirror = new Map();
  theirMirror = new Map();
  await pull(ours, ourMirror);
  await pull(theirs, theirMirror);
});
afterAll(() => server.close());

const idOf = (mirror: Mirror, entity: (typeof entityNames)[number], at = 0) =>
  String(recordsOf(mirror, entity)[at]?.id);
const ourUnit = () =>
  ours.signedIn.person.unitIds.find((id) =>
    recordsOf(ourMirror, 'peer_mentors').some((each) => each.homeUnitId === id),
  ) ?? '';
/** Every id of organisation B, and its names. */
const needles = () => [
  theirs.signedIn.person.orgId,
  theirs.signedIn.person.id,
  ...[...theirMirror.values()].map((record) => String(record.id)),
  ...recordsOf(theirMirror, 'peer_mentors').map((mentor) => String(mentor.displayName)),
];
const stateOfB = () =>
  server.sql('SELECT id, revision FROM activities WHERE org_id = $1 ORDER BY id', [
    theirs.signedIn.person.orgId,
  ]);

const fieldsOf: Record<WritableEntity, () => Fields> = {
  activities: () => makeActivityFields(ourMirror, ourUnit()),
  contacts: () => someContact(ourUnit(), 'Person 9'),
  peer_mentors: () => ({ homeUnitId: ourUnit(), displayName: 'X Y', shortCode: 'XY' }),
};

// One line per route of the contract, with every place where an id of B can stand. A new route without one fails.
const attacks: Record<keyof typeof syncApi, () => Promise<Response[]>> = {
  health: async () => [await ours.call('GET', `/v1/health?org=${theirs.signedIn.person.orgId}`)],
  signIn: async () => [
    await ours.call('POST', '/v1/session', { email: siri, password: 'wrong', deviceId: theirs.id }),
    await ours.call('POST', '/v1/session', {
      email: siri,
      password: 'x',
      deviceId: theirs.id,
      orgId: randomUUID(),
    }),
  ],
  signInWithProvider: async () => [
    await ours.call('POST', '/v1/session/provider', {
      organisation: 'demo-syn',
      idToken: ours.signedIn.accessToken,
      proof: 'x'.repeat(43),
      deviceId: theirs.id,
    }),
  ],
  refresh: async () => {
    const [, secret = ''] = ours.signedIn.refreshToken.split('.');
    const moved = `${theirs.signedIn.person.orgId}.${secret}`;
    return [await ours.call('POST', '/v1/session/refresh', { refreshToken: moved })];
  },
  signOut: async () => {
    const stranger = await signIn(server, admin);
    const moved = `${theirs.signedIn.person.orgId}.${stranger.signedIn.refreshToken.split('.')[1]}`;
    return [await stranger.call('DELETE', '/v1/session', { refreshToken: moved })];
  },
  push: async () => {
    const answers: Response[] = [];
    for (const entity of writableEntities) {
      for (const mutation of attacksOn(entity)) {
        const body = { deviceId: ours.id, mutations: [mutation] };
        answers.push(await ours.call('POST', `/v1/${entity}/mutations`, body));
      }
      const asThem = { deviceId: theirs.id, mutations: attacksOn(entity) };
      answers.push(await ours.call('POST', `/v1/${entity}/mutations`, asThem));
    }
    return answers;
  },
  changes: async () => {
    const { cursor } = await theirs.page();
    const org = theirs.signedIn.person.orgId;
    return [
      await ours.call('GET', `/v1/changes?cursor=${encodeURIComponent(cursor)}`),
      await ours.call('GET', `/v1/changes?orgId=${org}&limit=5000`),
      await ours.call('GET', '/v1/changes?limit=5000', undefined, { 'x-org-id': org, host: 'demo-syn' }),
    ];
  },
  digest: async () => [await ours.call('GET', `/v1/digest?orgId=${theirs.signedIn.person.orgId}`)],
  events: async () => {
    const org = theirs.signedIn.person.orgId;
    const stream = await ours.call('GET', `/v1/events?orgId=${org}`, undefined, { 'x-org-id': org });
    await server.sql(`SELECT pg_notify('feltbok_changes', $1 || ' ')`, [org]);
    await server.sql(`SELECT pg_notify('feltbok_sessions', $1 || ' ' || $2)`, [org, ours.id]);
    await wait(300);
    const reader = stream.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    // The comment that every stream begins with, and no poke.
    expect(Buffer.from(value ?? []).toString()).toBe(': \n\n');
    return [];
  },
};

function attacksOn(entity: WritableEntity) {
  const record = idOf(theirMirror, entity);
  const unit = entity === 'peer_mentors' ? 'homeUnitId' : 'unitId';
  const theirUnit = theirs.signedIn.person.unitIds[0] ?? '';
  const create = (changes: Fields, recordId: string = randomUUID()) =>
    makeMutation({ operation: 'create', recordId, changes: { ...fieldsOf[entity](), ...changes } });
  const attacks = [
    makeMutation({ operation: 'update', recordId: record, baseRevision: 1, changes: { [unit]: ourUnit() } }),
    makeMutation({ operation: 'delete', recordId: record, baseRevision: 1 }),
    create({ [unit]: theirUnit }),
    create({ orgId: theirs.signedIn.person.orgId }),
    { ...create({}), references: [{ entity, id: record }] },
  ];
  if (entity !== 'activities') return attacks;
  const mentors = [{ peerMentorId: idOf(theirMirror, 'peer_mentors'), role: 'responsible' }];
  return [
    ...attacks,
    create({ activityTypeId: idOf(theirMirror, 'activity_types') }),
    create({ contactId: idOf(theirMirror, 'contacts') }),
    create({ mentors }),
  ];
}

describe('ids of organisation B under a token of A', () => {
  it.each(Object.keys(syncApi) as (keyof typeof syncApi)[])(
    'leak nothing and change nothing: %s',
    async (route) => {
      const before = await stateOfB();
      for (const answer of await attacks[route]()) {
        expect(answer.status).toBeLessThan(500);
        const text = await answer.text();
        // The ids that the request itself carried come back in a result only as the mutation's own id.
        for (const needle of needles()) expect(text.includes(needle)).toBe(false);
        if (route === 'push' && answer.status === 200)
          expect(text).toMatch(/"outcome":"(rejected|applied","record":null)/);
      }
      expect(await stateOfB()).toEqual(before);
      expect((await theirs.call('GET', '/v1/digest')).status).toBe(200);
    },
  );

  it('make a record of one’s own when the same id is made in both', async () => {
    const recordId = idOf(theirMirror, 'activities');
    const changes = fieldsOf.activities();
    const [result] = await ours.push('activities', [
      makeMutation({ operation: 'create', recordId, changes }),
    ]);
    expect(result).toMatchObject({ outcome: 'applied', revision: 1 });
    const rows = await server.sql('SELECT org_id FROM activities WHERE id = $1', [recordId]);
    expect(rows).toHaveLength(2);
  });
});

describe('row level security', () => {
  const asApp = <T>(orgId: string, fn: (query: (text: string) => Promise<Fields[]>) => Promise<T>) =>
    server.asOwner(async (sql) => {
      await enterSession(sql, { orgId, unitIds: 'all' });
      return fn((text) => sql.query<Fields>(text));
    });

  it('is on and forced, with rules for reading and writing, on every table with an organisation', async () => {
    const tables = await server.sql<{ name: string; on: boolean; forced: boolean; commands: string[] }>(
      `SELECT c.relname AS name, c.relrowsecurity AS on, c.relforcerowsecurity AS forced,
         (SELECT json_agg(DISTINCT p.cmd) FROM pg_policies p WHERE p.tablename = c.relname) AS commands
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(12);
    for (const table of tables) {
      expect(table).toMatchObject({ on: true, forced: true });
      if (!table.commands.includes('ALL'))
        expect(table.commands).toEqual(expect.arrayContaining(['SELECT', 'INSERT', 'UPDATE', 'DELETE']));
    }
    const firstKeys = await server.sql<{ column: string }>(
      `SELECT a.attname AS column FROM pg_index i
       JOIN pg_class c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
       WHERE i.indisprimary AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'org_id')
         AND c.relnamespace = 'public'::regnamespace`,
    );
    expect(new Set(firstKeys.map((key) => key.column))).toEqual(new Set(['org_id']));
  });

  it('binds a plain role that owns nothing and passes by nothing', async () => {
    const [role] = await server.sql(
      `SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole,
         EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) AS owns FROM pg_roles r WHERE rolname = 'feltbok_app'`,
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
      owns: false,
    });
    expect(await server.sql('SELECT proname FROM pg_proc WHERE prosecdef')).toEqual([]);
  });

  it('alone shows one organisation to queries that forget to ask for it', async () => {
    const org = ours.signedIn.person.orgId;
    await asApp(org, async (query) => {
      for (const table of [
        ...entityNames,
        'users',
        'user_units',
        'devices',
        'refresh_tokens',
        'mutations',
        'audit_log',
      ])
        for (const row of await query(`SELECT org_id::text FROM ${table}`)) expect(row.org_id).toBe(org);
      expect(await query('SELECT slug FROM orgs')).toEqual([{ slug: 'demo-horsel' }]);
    });
  });

  it('shows nothing without an organisation', async () => {
    for (const table of [
      ...entityNames,
      'users',
      'devices',
      'refresh_tokens',
      'mutations',
      'audit_log',
      'orgs',
    ])
      expect(
        await server.asOwner(async (sql) => {
          await enterSession(sql, {});
          return sql.query(`SELECT * FROM ${table}`);
        }),
      ).toEqual([]);
  });

  it('refuses to write into another organisation, or a unit that is not the person’s', async () => {
    const org = ours.signedIn.person.orgId;
    const unit = (id: string) => `INSERT INTO contacts
      (org_id, id, unit_id, pseudonym, relation, age_band, consent_state)
      VALUES ('${id}', gen_random_uuid(), '${ourUnit()}', 'x', 'self', 'unknown', 'none')`;
    await expect(asApp(theirs.signedIn.person.orgId, (query) => query(unit(org)))).rejects.toMatchObject({
      code: '42501',
    });
    const withoutUnits = server.asOwner(async (sql) => {
      await enterSession(sql, { orgId: org, unitIds: [] });
      return sql.query(unit(org));
    });
    await expect(withoutUnits).rejects.toMatchObject({ code: '42501' });
    await expect(asApp(org, (query) => query("UPDATE users SET role = 'org_admin'"))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('does not mix up fifty requests of two organisations at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const device = index % 2 === 0 ? ours : theirs;
        const page = await device.page(undefined, 5000);
        return [device, page.changes.peer_mentors?.rows.map((row) => row[0])] as const;
      }),
    );
    const [expectedOurs, expectedTheirs] = [ours, theirs].map(
      (device) => answers.find(([from]) => from === device)?.[1],
    );
    expect(expectedOurs).not.toEqual(expectedTheirs);
    for (const [device, rows] of answers)
      expect(rows).toEqual(device === ours ? expectedOurs : expectedTheirs);
  });
});
