import type Sqlite from 'better-sqlite3';

type Keyed = Sqlite.Database & { key(key: Buffer): number };
const asItIs = Buffer.from('raw:');

/**
 * Names the cipher and gives the key, and uses it once: a wrong one makes the file "not a database". The key goes as
 * bytes that are wiped afterwards: a statement would leave it as text in memory until somebody writes over that.
 */
export function unlock(connection: Sqlite.Database, key: Buffer): void {
  connection.pragma(`cipher='aegis'`);
  const given = Buffer.concat([asItIs, key]);
  (connection as Keyed).key(given);
  given.fill(0);
  connection.prepare('SELECT count(*) FROM sqlite_schema').get();
}
