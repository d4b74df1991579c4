import type { Database } from '../database/open-database';

/**
 * What came to need the person last: the id of a parked mutation or of an open conflict. Null when nothing does. Which
 * registration it is stays here: the id is handed to our own page and to nobody else.
 */
export function findNeeding(database: Database): string | null {
  const newest = database.prepare(
    `SELECT id FROM (
       SELECT id, (SELECT max(at) FROM audit_log a WHERE a.record_id = o.record_id AND a.action = 'parked') AS at
         FROM outbox o WHERE state = 'parked'
       UNION ALL SELECT id, at FROM conflicts WHERE state = 'open')
     ORDER BY at DESC, id DESC LIMIT 1`,
  );
  return (newest.pluck().get() as string | undefined) ?? null;
}
