import type { Sql } from '../../server/database/sql';
import { columnOf, entityTable, recordExpression } from '../../server/records/entity-tables';
import { demoPassword } from '../../server/seed/plan-demo';
import { insertOrganisation } from '../../server/seed/seed-demo';
import { hashPassword } from '../../server/session/hash-password';
import { type RunningServer, startServer } from '../../server/start-server';
import { entityNames, writableEntities } from '../../src/shared/contracts/entities';
import type { WireAnswer, WireRequest } from './model/answer';
import { isScoped, unitFieldOf } from './model/store';
import { type Fields, mirrorKey } from './oracle';
import type { WorldPlan } from './plan';
import type { Edit, ServerRow, SimServer } from './sim-server';

/** The least that scrypt takes: nothing here needs to be hard to guess. */
const passwordCost = 4;

/** The reference server itself, over real HTTP and real PostgreSQL, on the simulation's clock. */
export async function makePgliteSimServer(plan: WorldPlan, now: () => number): Promise<SimServer> {
  const server = await startServer({ now, passwordCost, secret: 'simulated', report: () => {} });
  const passwordHash = await hashPassword(demoPassword, passwordCost);
  for (const { rows } of plan.organisations) {
    const users = rows.users.map((user) => ({ ...user, password_hash: passwordHash }));
    await server.asOwner((sql) => insertOrganisation(sql, { ...rows, users }));
  }
  let mostRows = 5000;
  const edit = (edits: Edit[]) =>
    server.asOwner(async (sql) => {
      for (const each of edits) await editRow(sql, each);
    });
  return {
    kind: 'pglite',
    password: demoPassword,
    version: () => 0,
    // Its one connection has committed by the time the answer is there.
    handle: async (request) => ({ answer: await ask(server, request, mostRows), commit: () => true }),
    edit,
    // Nobody else could write while a transaction is open, so that a slow one is made when it ends.
    editSlowly: async (edits) => () => edit(edits),
    setUnits: (email, unitIds) => setUnits(server, email, unitIds),
    unitsOf: (email) => unitsOf(server, email),
    async revokeSessions(deviceId) {
      await server.sql('UPDATE refresh_tokens SET revoked_at = now() WHERE device_id = $1', [deviceId]);
    },
    async setDisabled(deviceId, disabled) {
      const at = disabled ? 'now()' : 'NULL';
      await server.sql(`UPDATE devices SET disabled_at = ${at} WHERE id = $1`, [deviceId]);
    },
    setPoison: (on) => server.asOwner((sql) => setPoison(sql, on)),
    backUp: async () => null,
    rows: () => readRows(server),
    async scopeOf(email) {
      const [user] = await server.sql<{ orgId: string; role: string }>(
        'SELECT org_id::text AS "orgId", role FROM users WHERE email = $1',
        [email],
      );
      const units = await unitsOf(server, email);
      const visible = (await readRows(server)).filter(
        ({ orgId, entity, record, deleted }) =>
          !deleted &&
          orgId === user?.orgId &&
          (user.role === 'org_admin' ||
            !isScoped(entity) ||
            units.includes(String(record[unitFieldOf(entity)]))),
      );
      return new Map(visible.map(({ entity, record }) => [mirrorKey(entity, String(record.id)), record]));
    },
    // Its audit trail does not name mutations: what had an effect twice shows in the mirrors.
    effects: async () => new Map(),
    transactions: () => new Map(),
    reach: () => ({ settled: 0, newest: 0 }),
    setPageRows(rows) {
      mostRows = rows;
    },
    close: () => server.close(),
  };
}

async function ask(server: RunningServer, request: WireRequest, mostRows: number): Promise<WireAnswer> {
  const url = new URL(request.path, server.url);
  if (url.pathname === '/v1/changes') {
    const asked = Number(url.searchParams.get('limit') ?? mostRows);
    url.searchParams.set('limit', String(Math.min(asked, mostRows)));
  }
  const answer = await fetch(url, {
    method: request.method,
    headers: request.headers,
    ...(request.body === null ? {} : { body: request.body }),
  });
  const {
    'content-encoding': _zipped,
    'content-length': _length,
    ...headers
  } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers, text: await answer.text() };
}

/** Changes fields of one row; the triggers do the rest. */
export async function editRow(sql: Sql, { orgId, entity, id, changes, deleted }: Edit): Promise<void> {
  const sets = [
    ...Object.keys(changes).map((field) => `${columnOf(field)} = r.${columnOf(field)}`),
    ...(deleted ? ['deleted_at = now()'] : []),
  ];
  if (sets.length === 0) return;
  const values = Object.fromEntries(
    Object.entries(changes).map(([field, value]) => [columnOf(field), value]),
  );
  await sql.query(
    `UPDATE ${entity} t SET ${sets.join(', ')} FROM json_populate_record(NULL::${entity}, $3::json) r
     WHERE t.org_id = $1 AND t.id = $2`,
    [orgId, id, JSON.stringify(values)],
  );
}

export async function setUnits(
  server: RunningServer,
  email: string,
  unitIds: readonly string[],
): Promise<void> {
  await server.asOwner(async (sql) => {
    await sql.query('DELETE FROM user_units WHERE user_id = (SELECT id FROM users WHERE email = $1)', [
      email,
    ]);
    await sql.query(
      `INSERT INTO user_units (org_id, user_id, unit_id)
       SELECT org_id, id, unnest($2::uuid[]) FROM users WHERE email = $1`,
      [email, [...unitIds]],
    );
  });
}

async function unitsOf(server: RunningServer, email: string): Promise<string[]> {
  const rows = await server.sql<{ id: string }>(
    `SELECT unit_id::text AS id FROM user_units
     WHERE user_id = (SELECT id FROM users WHERE email = $1) ORDER BY unit_id`,
    [email],
  );
  return rows.map(({ id }) => id);
}

/** Rows in the order in which they were last written, as the model keeps them. */
async function readRows(server: RunningServer): Promise<ServerRow[]> {
  const tables = await server.asOwner(async (sql) => {
    const all: ServerRow[] = [];
    for (const entity of entityNames) {
      const rows = await sql.query<{ orgId: string; record: Fields; deleted: boolean }>(
        `SELECT t.org_id::text AS "orgId", ${recordExpression(entityTable(entity))} AS record,
           t.deleted_at IS NOT NULL AS deleted FROM ${entity} t ORDER BY t.changed_xid, t.id`,
      );
      all.push(...rows.map((row) => ({ ...row, entity })));
    }
    return all;
  });
  return tables;
}

/** A failure of the server's own: what is written about poison cannot be stored. */
async function setPoison(sql: Sql, on: boolean): Promise<void> {
  await sql.run(`CREATE OR REPLACE FUNCTION fail_on_poison() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW::text LIKE '%poison%' THEN RAISE EXCEPTION 'poison'; END IF;
      RETURN NEW;
    END $$`);
  for (const entity of writableEntities) {
    await sql.run(`DROP TRIGGER IF EXISTS fails_on_poison ON ${entity}`);
    if (on)
      await sql.run(
        `CREATE TRIGGER fails_on_poison BEFORE INSERT OR UPDATE ON ${entity} FOR EACH ROW EXECUTE FUNCTION fail_on_poison()`,
      );
  }
}
