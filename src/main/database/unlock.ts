import type Sqlite from 'better-sqlite3';

/** Names the cipher and gives the key, and uses it once: a wrong one makes the file "not a database". */
export function unlock(connection: Sqlite.Database, key: Buffer): void {
  connection.pragma(`cipher='aegis'`);
  connection.pragma(`key='raw:${key.toString('hex')}'`);
  connection.prepare('SELECT count(*) FROM sqlite_schema').get();
}
