import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { invariant } from '../../shared/rules/assert-never';
import { type MutationShape, upcastMutation } from '../../shared/rules/upcast-mutation';
import type { Database } from '../database/open-database';
import { outbox } from '../database/schema';

/**
 * Brings mutations that an older version of the app has queued to today's shape, in the transaction that takes them
 * for sending the first time. One that was taken before stays as it is, for ever: the server may have it under that id,
 * and it refuses the same id with another content. So what is in the row is always what was or will be sent.
 */
export function bringUpToDate(database: Database, ids: string[], shape: MutationShape): void {
  const older = database.orm
    .select()
    .from(outbox)
    .where(
      and(
        sql`${outbox.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        isNull(outbox.claimedAt),
        lt(outbox.schemaVersion, shape.version),
      ),
    )
    .all();
  for (const row of older) {
    const raised = upcastMutation(row, shape);
    invariant(raised, 'A mutation of an older version can be brought to a later one');
    database.orm
      .update(outbox)
      .set({ payload: raised.payload, schemaVersion: raised.schemaVersion })
      .where(eq(outbox.id, row.id))
      .run();
  }
}
