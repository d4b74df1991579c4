import { invariant } from '../../src/shared/rules/assert-never';
import type { Sql } from './sql';

/** Names the history of this database; read each time, because a restored backup gets a new one. */
export async function readEpoch(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ value: string }>(`SELECT value FROM meta WHERE key = 'epoch'`);
  invariant(row, 'the database has an epoch');
  return row.value;
}

/** Names a new history, because the database was put back from an older copy and has forgotten what it acknowledged. */
export async function beginEpoch(sql: Sql): Promise<void> {
  await sql.run(`UPDATE meta SET value = gen_random_uuid()::text WHERE key = 'epoch'`);
}
