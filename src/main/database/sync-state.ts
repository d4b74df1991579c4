import { getTableColumns } from 'drizzle-orm';
import type { Database } from './open-database';
import { syncState } from './schema';

export type SyncState = typeof syncState.$inferSelect;

const columns = getTableColumns(syncState);
const fields = Object.entries(columns);

/** The one row that says where synchronisation stands; undefined before it is first asked for. */
export function findSyncState(database: Database): SyncState | undefined {
  // Asked several times in every step of a run: an ordinary query would cost three times as much.
  const row = database.prepare('SELECT * FROM sync_state').get() as Record<string, unknown> | undefined;
  if (!row) return undefined;
  const state: Record<string, unknown> = {};
  for (const [field, column] of fields) {
    const value = row[column.name];
    state[field] = value === null ? null : column.mapFromDriverValue(value);
  }
  return state as SyncState;
}

/** The same; made with the device's id when it is first read. */
export function readSyncState(database: Database, newId: () => string): SyncState {
  return (
    findSyncState(database) ??
    database.write(() =>
      database.orm.insert(syncState).values({ only: 1, deviceId: newId() }).returning().get(),
    )
  );
}

/** Whose run is under way; null when none is. */
export function readLeaseOwner(database: Database): string | null {
  return (database.prepare('SELECT lease_owner FROM sync_state').pluck().get() as string | undefined) ?? null;
}

/** The end of a pause (epoch ms), also of one that is over; null when there is none. */
export function readPausedUntil(database: Database): number | null {
  return (
    (database.prepare('SELECT paused_until FROM sync_state').pluck().get() as number | undefined) ?? null
  );
}

/** The same few sets of columns again and again, so that each is prepared once. */
export function updateSyncState(
  database: Database,
  changes: Partial<Omit<SyncState, 'only' | 'deviceId'>>,
): void {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  const named = entries.map(([field, value]) => ({ column: columns[field as keyof SyncState], value }));
  const set = named.map(({ column }) => `${column.name} = ?`).join(', ');
  const values = named.map(({ column, value }) => (value === null ? null : column.mapToDriverValue(value)));
  database.write(() => database.prepare(`UPDATE sync_state SET ${set}`).run(...values));
}

/** The queue goes on under another device's name; what the server knows, it knows by the mutations' ids. */
export function renewDevice(database: Database, newId: () => string): void {
  readSyncState(database, newId);
  database.write(() => database.orm.update(syncState).set({ deviceId: newId() }).run());
}
