import { desc } from 'drizzle-orm';
import type { RunLine } from '../../shared/contracts/ipc';
import { syncRuns } from '../database/schema';
import type { Context } from './context';

/** The latest runs, newest first. */
export function listRuns({ database }: Context): RunLine[] {
  const rows = database.orm.select().from(syncRuns).orderBy(desc(syncRuns.startedAt)).limit(50).all();
  return rows.map(({ cause, bytes: _bytes, ...run }) => ({ ...run, trigger: cause }));
}
