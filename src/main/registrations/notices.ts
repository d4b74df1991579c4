import { desc, eq } from 'drizzle-orm';
import type { Notice } from '../../shared/contracts/ipc';
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
