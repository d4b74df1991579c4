import { lt } from 'drizzle-orm';
import type { PutOff, SaveResult } from '../../shared/contracts/ipc';
import type { Database } from '../database/open-database';
import { putOff } from '../database/schema';
import { type Context, saving } from './context';

/** What she has said she decides later. Whether it is still the same question is for the one who asks it. */
export function listPutOff({ database }: Context): PutOff[] {
  return database.orm.select({ item: putOff.item, content: putOff.content }).from(putOff).all();
}

/** Remembers that she decides this later. It needs her as before, and stays on this computer. */
export function putItemOff({ database, now }: Context, { item, content }: PutOff): SaveResult {
  return saving(() => {
    const values = { item, content, at: now() };
    database.write(() =>
      database.orm
        .insert(putOff)
        .values(values)
        .onConflictDoUpdate({ target: putOff.item, set: values })
        .run(),
    );
    return undefined;
  });
}

/** Longer than a question usually stands; what is put off for so long is asked as if it were new. */
const keptMs = 365 * 24 * 3_600_000;

export function prunePutOff(database: Database, nowMs: number): void {
  database.write(() =>
    database.orm
      .delete(putOff)
      .where(lt(putOff.at, nowMs - keptMs))
      .run(),
  );
}
