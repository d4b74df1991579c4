import type { Person } from '../../shared/contracts/sync-api';
import type { Database, Orm } from './open-database';
import { session } from './schema';

export type SessionRow = { person: Person; refreshToken: string | null };

const sessionQuery = (orm: Orm) => orm.select().from(session).prepare();

/** Who is signed in on this device; kept for use without a network. */
export function readSession(database: Database): SessionRow | null {
  const row = database.query(sessionQuery).get();
  return row ? { person: row.person, refreshToken: row.refreshToken } : null;
}

export function writeSession(database: Database, value: SessionRow | null): void {
  database.write(() => {
    database.orm.delete(session).run();
    if (value)
      database.orm
        .insert(session)
        .values({ only: 1, ...value })
        .run();
  });
}
