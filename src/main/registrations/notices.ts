import { and, desc, eq, lt } from 'drizzle-orm';
import type { Notice } from '../../shared/contracts/ipc';
import type { Database } from '../database/open-database';
import { notices } from '../database/schema';
import type { Context } from './context';

export function listNotices({ database }: Context): Notice[] {
  return database.orm
    .select({ id: notices.id, at: notices.at, kind: notices.kind, count: notices.count })
    .from(notices)
    .where(eq(notices.dismissed, false))
    .orderBy(desc(notices.at))
    .limit(20)
    .all();
}

/** Takes a notice away; nothing else changes. */
export function dismissNotice({ database }: Context, id: string): void {
  database.write(() => database.orm.update(notices).set({ dismissed: true }).where(eq(notices.id, id)).run());
}

const keptMs = 30 * 24 * 3_600_000;

/** Removes notices that were taken away and are old. Those that nobody has seen stay. Returns how many went. */
export function pruneNotices(database: Database, nowMs: number): number {
  const isOld = and(eq(notices.dismissed, true), lt(notices.at, nowMs - keptMs));
  return database.write(() => database.orm.delete(notices).where(isOld).run().changes);
}
