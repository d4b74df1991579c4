import { fieldGroups } from '../../shared/contracts/entities';
import type { Database } from '../database/open-database';
import type { OutboxRow } from '../database/schema';

/**
 * Offers what the server once stored again under its old id, because it may have forgotten it: everything applied that
 * is still kept, and of what was lost to a conflict that of which a part was stored. Call inside `database.write`.
 */
export function offerSettled(database: Database): void {
  const conflicted = database
    .prepare(
      `SELECT o.id, o.operation, o.entity, json_group_array(DISTINCT c.field_group) AS lost,
         (SELECT json_group_array(key) FROM json_each(o.payload, '$.changes')) AS fields
       FROM outbox o LEFT JOIN conflicts c ON c.mutation_id = o.id WHERE o.state = 'conflicted' GROUP BY o.id`,
    )
    .all() as Conflicted[];
  const halfStored = conflicted.filter(wasStoredInPart).map(({ id }) => id);
  database
    .prepare(
      `UPDATE outbox SET state = 'pending', settled_at = NULL
       WHERE outcome IN ('applied', 'merged') OR id IN (SELECT value FROM json_each(?))`,
    )
    .run(JSON.stringify(halfStored));
}

type Conflicted = Pick<OutboxRow, 'id' | 'operation' | 'entity'> & { lost: string; fields: string };

function wasStoredInPart({ operation, entity, lost, fields }: Conflicted): boolean {
  if (operation === 'delete') return false;
  const [losses, changed] = [JSON.parse(lost) as string[], JSON.parse(fields) as string[]];
  return Object.entries(fieldGroups[entity]).some(
    ([group, members]) => !losses.includes(group) && members.some((field) => changed.includes(field)),
  );
}
