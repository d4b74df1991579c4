import type { Database } from '../database/open-database';
import { notices } from '../database/schema';
import { readSession, type SessionRow, writeSession } from '../database/session-row';
import { updateSyncState } from '../database/sync-state';

/**
 * Keeps a sign-in. When she is in again, the wait that refused runs have left is over. With `areaChanged` (id and
 * epoch ms of a notice) she is told so in the same transaction.
 */
export function keepSession(
  database: Database,
  row: SessionRow,
  areaChanged: { id: string; at: number } | null,
): void {
  database.write(() => {
    if (row.refreshToken !== null && !readSession(database)?.refreshToken)
      updateSyncState(database, { authNeeded: false, runFailures: 0, retryAt: null });
    writeSession(database, row);
    if (!areaChanged) return;
    const count = row.person.unitIds.length;
    database.orm
      .insert(notices)
      .values({ ...areaChanged, kind: 'area_changed', count })
      .run();
  });
}
