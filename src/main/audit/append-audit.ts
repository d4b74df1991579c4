import type { EntityName } from '../../shared/contracts/entities';
import type { Database } from '../database/open-database';
import { hashLine } from './hash-line';
import { readLastLine } from './trail-head';

export type AuditAction =
  | 'created'
  | 'updated'
  | 'deleted'
  | 'sent'
  | 'conflicted'
  | 'parked'
  | 'offered_again'
  | 'reopened'
  | 'discarded'
  | 'applied_again'
  | 'undone'
  | 'handed_over'
  | 'taken_over';

export type AuditLine = {
  at: number;
  actor: string;
  action: AuditAction;
  entity: EntityName;
  recordId: string;
  fields: string[];
};

/**
 * Adds lines to the trail, in the transaction of what they tell about. Field names only, never values. Each line is
 * chained to the one before; the head is read once and the lines are written by one statement, however many.
 */
export function appendAudit(database: Database, lines: AuditLine[]): void {
  if (lines.length === 0) return;
  let { number, hash } = readLastLine(database);
  const rows = lines.map(({ at, actor, action, entity, recordId, fields }) => {
    number += 1;
    const previousHash = hash;
    hash = hashLine({ number, at, actor, action, entity, recordId, fields }, previousHash);
    return [number, at, actor, action, entity, recordId, fields, previousHash, hash];
  });
  database
    .prepare(
      `INSERT INTO audit_log (number, at, actor, action, entity, record_id, fields, previous_hash, hash)
       SELECT value ->> '$[0]', value ->> '$[1]', value ->> '$[2]', value ->> '$[3]', value ->> '$[4]',
              value ->> '$[5]', value -> '$[6]', value ->> '$[7]', value ->> '$[8]' FROM jsonb_each(?)`,
    )
    .run(JSON.stringify(rows));
}
