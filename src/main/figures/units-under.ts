import type { Id } from '../../shared/contracts/primitives';
import type { Database } from '../database/open-database';

/** The unit and all below it. */
export function unitsUnder(database: Database, unitId: Id): Id[] {
  return database
    .prepare(
      `WITH RECURSIVE under (id) AS (
         VALUES (@unitId) UNION SELECT u.id FROM org_units u JOIN under ON u.parent_id = under.id
       ) SELECT id FROM under`,
    )
    .pluck()
    .all({ unitId }) as Id[];
}
