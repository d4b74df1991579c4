import type { WritableEntity } from '../../src/shared/contracts/entities';
import type { Mutation, MutationResult } from '../../src/shared/contracts/mutations';
import type { Sql } from '../database/sql';
import { entityTable, recordExpression, scopeCondition } from '../records/entity-tables';
import type { Caller } from '../session/as-person';
import type { Fields } from './decide-mutation';

/**
 * What was decided of a mutation stands for ever; the record in the answer is today's. The one of then may have
 * changed, moved out of the caller's scope or been deleted since, and no page would come after an answer that brings
 * it back. Of a record that is gone for the caller the answer holds null.
 */
export async function answerAgain(
  sql: Sql,
  caller: Caller,
  entity: WritableEntity,
  asked: { mutation: Mutation; settled: MutationResult }[],
): Promise<MutationResult[]> {
  const withRecord = asked.filter(({ settled }) => settled.record !== undefined);
  const table = entityTable(entity);
  const rows =
    withRecord.length === 0
      ? []
      : await sql.query<{ id: string; revision: string | number; record: Fields }>(
          `SELECT t.id::text, t.revision, ${recordExpression(table)} AS record FROM ${table.table} t
           WHERE t.org_id = $1 AND t.id = ANY ($2::uuid[]) AND t.deleted_at IS NULL
             AND ${scopeCondition(table, '$3')}`,
          [
            caller.person.orgId,
            withRecord.map(({ mutation }) => mutation.recordId),
            caller.scope === 'all' ? null : caller.scope,
          ],
        );
  const today = new Map(rows.map((row) => [row.id, row]));
  return asked.map(({ mutation, settled }) => {
    const row = today.get(mutation.recordId);
    // Deleted then, it may have been given back since by whoever made it, after a restore.
    if (settled.record === undefined || (settled.record === null && !row)) return settled;
    const { revision: _, ...word } = settled;
    return row ? { ...word, record: row.record, revision: Number(row.revision) } : { ...word, record: null };
  });
}
