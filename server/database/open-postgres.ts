import { Pool, type PoolClient } from 'pg';
import { listenOnPostgres } from './listen-on-postgres';
import type { Engine, Sql } from './sql';

/** A PostgreSQL server of one's own. The user needs the right to create the tables and the role `feltbok_app`. */
export function openPostgres(url: string): Engine {
  const pool = new Pool({ connectionString: url, max: 10, statement_timeout: 30_000 });
  // An idle connection that breaks is replaced at the next request; unheard it would end the process.
  pool.on('error', () => undefined);
  return {
    begin: (fn) => begin(pool, fn),
    listen: (channels, told) => listenOnPostgres(url, channels, told),
    close: () => pool.end(),
  };
}

async function begin<T>(pool: Pool, fn: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await fn(sqlOf(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function sqlOf(client: PoolClient): Sql {
  return {
    query: async <Row>(text: string, params: readonly unknown[] = []) =>
      (await client.query(text, [...params])).rows as Row[],
    run: async (script) => {
      await client.query(script);
    },
  };
}
