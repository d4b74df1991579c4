import type { Database, Orm } from './open-database';
import { syncState } from './schema';

export type SyncState = typeof syncState.$inferSelect;

// Asked several times in every step of a run.
const stateQuery = (orm: Orm) => orm.select().from(syncState).prepare();

/** The one row that says where synchronisation stands; made with the device's id when it is first read. */
export function readSyncState(database: Database, newId: () => string): SyncState {
  const known = database.query(stateQuery).get();
  if (known) return known;
  return database.write(() =>
    database.orm.insert(syncState).values({ only: 1, deviceId: newId() }).returning().get(),
  );
}

export function updateSyncState(
  database: Database,
  changes: Partial<Omit<SyncState, 'only' | 'deviceId'>>,
): void {
  database.write(() => database.orm.update(syncState).set(changes).run());
}
