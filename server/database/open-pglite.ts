import { PGlite } from '@electric-sql/pglite';
import { freshPglite } from './fresh-pglite';
import type { Engine, Sql } from './sql';

/** PostgreSQL inside this process; in memory when no folder is given. Its transactions queue for one connection. */
export async function openPglite(folder: string | null, startParams: readonly string[]): Promise<Engine> {
  const params = [...PGlite.defaultStartParams, ...startParams];
  const pglite =
    folder === null
      ? await freshPglite(params)
      : await PGlite.create({ dataDir: folder, startParams: params });
  return {
    begin: (fn) => pglite.transaction((transaction) => fn(sqlOf(transaction))),
    async listen(channels, told) {
      const stops = await Promise.all(
        channels.map((channel) => pglite.listen(channel, (payload) => told.notified(channel, payload))),
      );
      return async () => {
        for (const stop of stops) await stop();
      };
    },
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
