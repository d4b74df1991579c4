import type { WritableEntity } from '../../shared/contracts/entities';
import type { RecordState } from '../../shared/contracts/status';
import type { Database } from '../database/open-database';

/**
 * SQL for the word beside a record, worst first. `alias` is the record's table in the query.
 * A record that a parked one holds back shows as waiting for the other.
 */
export function stateSql(entity: WritableEntity, alias: string): string {
  const has = (condition: string) =>
    `EXISTS (SELECT 1 FROM outbox o WHERE o.record_id = ${alias}.id AND o.entity = '${entity}' AND ${condition})`;
  const heldBack = `o.state = 'pending' AND EXISTS (SELECT 1 FROM json_each(o.payload -> '$.references') r
    JOIN outbox p ON p.record_id = r.value ->> 'id' AND p.state = 'parked' AND p.operation = 'create')`;
  return `CASE
    WHEN ${has(`o.state = 'parked'`)} THEN 'needs_fixing'
    WHEN EXISTS (SELECT 1 FROM conflicts c WHERE c.record_id = ${alias}.id AND c.state = 'open') THEN 'conflict'
    WHEN ${has(`o.state = 'in_flight'`)} THEN 'sending'
    WHEN ${has(heldBack)} THEN 'waits_for_other'
    WHEN ${has(`o.state = 'pending'`)} THEN 'waiting'
    ELSE 'sent' END`;
}

export function recordState(database: Database, entity: WritableEntity, id: string): RecordState {
  const row = database
    .prepare(`SELECT ${stateSql(entity, 'a')} AS state FROM (SELECT ? AS id) a`)
    .get(id) as { state: RecordState };
  return row.state;
}
