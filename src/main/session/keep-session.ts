import type { Database } from '../database/open-database';
import { notices } from '../database/schema';
import { type SessionRow, writeSession } from '../database/session-row';

/** Keeps a sign-in; with `areaChanged` (id and epoch ms of a notice) she is told so in the same transaction. */
export function keepSession(
  database: Database,
  row: SessionRow,
  areaChanged: { id: string; at: number } | null,
): void {
  database.write(() => {
    writeSession(database, row);
    if (!areaChanged) return;
    const count = row.person.unitIds.length;
    database.orm
      .insert(notices)
      .values({ ...areaChanged, kind: 'area_changed', count })
      .run();
  });
}
