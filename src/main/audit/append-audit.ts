import type { EntityName } from '../../shared/contracts/entities';
import type { Database } from '../database/open-database';
import { auditLog } from '../database/schema';

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
  | 'applied_again';

export type AuditLine = {
  at: number;
  actor: string;
  action: AuditAction;
  entity: EntityName;
  recordId: string;
  fields: string[];
};

/** Adds lines to the trail, in the transaction of what they tell about. Field names only, never values. */
export function appendAudit(database: Database, lines: AuditLine[]): void {
  // Well below SQLite's limit of bound values.
  for (let start = 0; start < lines.length; start += 500) {
    database.orm
      .insert(auditLog)
      .values(lines.slice(start, start + 500))
      .run();
  }
}
