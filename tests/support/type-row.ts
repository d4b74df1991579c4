import { systemRandom } from '../../src/main/boot/system-ports';
import type { Database } from '../../src/main/database/open-database';
import { draftSessions, drafts } from '../../src/main/database/schema';

const { newId } = systemRandom;

/** A row of an entry session that is not finished. Answers its id. */
export function typeRow(database: Database, now: number): string {
  const sessionId = newId();
  const rowId = newId();
  const header = { unitId: newId(), values: {}, pinned: [] };
  const row = {
    id: rowId,
    sessionId,
    position: 1,
    origin: 'free' as const,
    cells: { note: 'x' },
    updatedAt: now,
  };
  database.write(() => {
    database.orm.insert(draftSessions).values({ id: sessionId, header, openedAt: now, updatedAt: now }).run();
    database.orm.insert(drafts).values(row).run();
  });
  return rowId;
}
