import { eq } from 'drizzle-orm';
import { fieldGroups } from '../../shared/contracts/entities';
import type { MutationResult } from '../../shared/contracts/mutations';
import type { Json } from '../../shared/contracts/primitives';
import { mutationTitle } from '../database/mutation-title';
import type { Database } from '../database/open-database';
import { readRecord } from '../database/records';
import { conflicts, type OutboxRow } from '../database/schema';

/**
 * One journal row for each field group in which the server's values stay: what she saw, wrote, and what stands. A
 * mutation that is offered again is journalled once. True when something was lost that stood nowhere yet.
 */
export function journalConflict(
  database: Database,
  {
    row,
    result,
  }: { row: Pick<OutboxRow, 'id' | 'entity' | 'recordId' | 'operation' | 'payload'>; result: MutationResult },
  { now, newId }: { now: number; newId: () => string },
): boolean {
  const known = database.orm
    .select({ group: conflicts.fieldGroup })
    .from(conflicts)
    .where(eq(conflicts.mutationId, row.id))
    .all()
    .map(({ group }) => group);
  let isNew = known.length === 0;
  const gone = result.record === null ? readRecord(database, row.entity, row.recordId) : null;
  for (const [group, fields] of Object.entries(fieldGroups[row.entity])) {
    const touched = fields.filter((field) => field in row.payload.changes);
    // The groups are the word of then; a record that is gone today may have been there when part of it was stored.
    const lost = result.groups
      ? result.groups.includes(group)
      : result.record === null && (touched.length > 0 || row.operation === 'delete');
    if (!lost || known.includes(group)) continue;
    isNew = true;
    const named = row.operation === 'delete' ? [...fields] : touched;
    database.orm
      .insert(conflicts)
      .values({
        id: newId(),
        mutationId: row.id,
        entity: row.entity,
        recordId: row.recordId,
        title: mutationTitle(database, row),
        fieldGroup: group,
        base: pick(row.payload.base, named),
        mine: row.operation === 'delete' ? {} : pick(row.payload.changes, named),
        theirs: result.record ? pick(result.record as Record<string, Json>, named) : null,
        gone,
        madeBy: result.by ?? null,
        at: now,
        state: 'open',
      })
      .run();
  }
  return isNew;
}

/** The server has taken the whole of a mutation that once lost: what is open in the journal is answered by that. */
export function closeJournal(database: Database, mutationIds: string[]): void {
  const list = JSON.stringify(mutationIds);
  database
    .prepare(
      `UPDATE conflicts SET state = 'applied_again'
       WHERE state = 'open' AND mutation_id IN (SELECT value FROM json_each(?))`,
    )
    .run(list);
}

function pick(values: Record<string, Json>, fields: string[]): Record<string, Json> {
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
}
