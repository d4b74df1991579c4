import type { SignInEnd } from '../../shared/contracts/sign-in';
import type { Person } from '../../shared/contracts/sync-api';
import type { Database, Orm } from './open-database';
import { session } from './schema';

export type SessionRow = {
  person: Person;
  refreshToken: string | null;
  /** As the server said them last. */
  features?: Record<string, unknown>;
  ended?: SignInEnd | null;
};

const sessionQuery = (orm: Orm) => orm.select().from(session).prepare();

/** Who is signed in on this device, with what she may do; kept for use without a network. */
export function readSession(database: Database): Required<SessionRow> | null {
  const row = database.query(sessionQuery).get();
  if (!row) return null;
  const { person, refreshToken, features, ended } = row;
  return { person, refreshToken, features, ended };
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

/** Asked with every status: the person may not go on at all. */
export function isAccountClosed(database: Database): boolean {
  return database.prepare('SELECT ended FROM session').pluck().get() === 'account_closed';
}
