import type { Database } from '../database/open-database';
import type { HashedLine } from './hash-line';

export type StoredLine = HashedLine & { previousHash: string | null; hash: string | null };
type Row = Omit<StoredLine, 'fields'> & { fields: string };

/** Lines after a number in their order, at most `limit` of them. */
export function readLines(database: Database, after: number, limit = -1): StoredLine[] {
  const rows = database
    .prepare(
      `SELECT number, at, actor, action, entity, record_id AS recordId, fields, previous_hash AS previousHash, hash
       FROM audit_log WHERE number > ? ORDER BY number LIMIT ?`,
    )
    .all(after, limit) as Row[];
  return rows.map((row) => ({ ...row, fields: readFields(row.fields) }));
}

/** Text that is no list of names can only be damage or forgery: it is handed on as it is, and its hash will not fit. */
function readFields(text: string): string[] {
  try {
    const fields = JSON.parse(text) as string[];
    return JSON.stringify(fields) === text ? fields : [text];
  } catch {
    return [text];
  }
}
