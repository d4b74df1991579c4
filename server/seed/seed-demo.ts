import type { Database, Sql } from '../database/sql';
import { hashPassword } from '../session/hash-password';
import type { Row } from './make-activities';
import { makeOrganisation, type SeedRows } from './make-organisation';
import { type DemoSize, demoPassword, planDemo } from './plan-demo';
import { makeRandom } from './random';

export type { DemoSize };

/** Every run makes the same people and the same ids. */
const seed = 20_261_121;
const rowsAtOnce = 5000;

/** Fills an empty database with invented organisations, people and registrations that lead up to `today`. */
export async function seedDemo(
  database: Database,
  { size, today, passwordCost }: { size: DemoSize; today: string; passwordCost: number },
): Promise<void> {
  const [found] = await database.asOwner((sql) =>
    sql.query<{ any: boolean }>(
      `SELECT EXISTS (SELECT FROM orgs) OR EXISTS (SELECT FROM meta WHERE key = 'demo') AS any`,
    ),
  );
  if (found?.any) return;
  // One hash for all: the password is public, and each takes half a second.
  const passwordHash = await hashPassword(demoPassword, passwordCost);
  for (const rows of makeDemo(size, { today, passwordHash }))
    await database.asOwner((sql) => insertOrganisation(sql, rows));
  await database.asOwner((sql) =>
    sql.query(`INSERT INTO meta (key, value) VALUES ('demo', $1) ON CONFLICT (key) DO NOTHING`, [size]),
  );
  await database.asOwner((sql) => sql.run('ANALYZE'));
}

/** The organisations one after the other, each made when it is asked for. */
export function* makeDemo(
  size: DemoSize,
  { today, passwordHash }: { today: string; passwordHash: string },
): Generator<SeedRows> {
  for (const [index, plan] of planDemo(size).entries())
    yield makeOrganisation(makeRandom(seed + index), plan, { today, passwordHash });
}

/** Writes everything of one organisation, past the triggers. */
export async function insertOrganisation(sql: Sql, rows: SeedRows): Promise<void> {
  await skipTriggers(sql);
  // An owner who is no superuser is bound by the policies too.
  await sql.query(`SELECT set_config('feltbok.org', $1, true), set_config('feltbok.all_units', 'on', true)`, [
    rows.orgs[0]?.id,
  ]);
  for (const [table, list] of Object.entries(rows)) {
    for (let start = 0; start < list.length; start += rowsAtOnce)
      await insertRows(sql, table, list.slice(start, start + rowsAtOnce));
  }
}

/** Halves the time, and writes no audit about data that nobody made. Only a superuser may; others wait longer. */
async function skipTriggers(sql: Sql): Promise<void> {
  const [me] = await sql.query<{ super: boolean }>(
    'SELECT rolsuper AS super FROM pg_roles WHERE rolname = current_user',
  );
  if (me?.super) await sql.run('SET LOCAL session_replication_role = replica');
}

async function insertRows(sql: Sql, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await sql.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`,
    [JSON.stringify(rows)],
  );
}
