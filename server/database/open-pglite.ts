import { PGlite } from '@electric-sql/pglite';
import type { Engine, Sql } from './sql';

/** PostgreSQL inside this process; in memory when no folder is given. Its transactions queue for one connection. */
export async function openPglite(folder: string | null, startParams: readonly string[]): Promise<Engine> {
  const pglite = await PGlite.create({
    ...(folder === null ? {} : { dataDir: folder }),
    startParams: [...PGlite.defaultStartParams, ...startParams],
  });
  return {
    begin: (fn) => pglite.transaction((transaction) => fn(sqlOf(transaction))),
    close: () => pglite.close(),
  };
}

type Transaction = Parameters<Parameters<PGlite['transaction']>[0]>[0];

function sqlOf(transaction: Transaction): Sql {
  return {
    query: async <Row>(text: string, params: readonly unknown[] = []) =>
      (await transaction.query<Row>(text, [...params])).rows,
    run: async (script) => {
      await transaction.exec(script);
    },
  };
}
