import type { Database } from './open-database';

export type TableCounts = Record<string, number>;

const tables = [
  'activities',
  'activity_types',
  'audit_log',
  'conflicts',
  'contacts',
  'draft_sessions',
  'drafts',
  'notices',
  'org_units',
  'outbox',
  'peer_mentors',
  'put_off',
  'saved_views',
  'settings',
  'shadows',
  'sync_runs',
  'undo_steps',
] as const;

/** Rows by table, and by state where a table has states: names of the schema and numbers, nothing else. */
export function countTables({ prepare }: Pick<Database, 'prepare'>): TableCounts {
  const counts: TableCounts = {};
  for (const table of tables) counts[table] = Number(prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  const states = prepare(
    `SELECT 'outbox.' || entity || '.' || state AS name, count(*) AS rows FROM outbox GROUP BY entity, state
     UNION ALL SELECT 'conflicts.' || state, count(*) FROM conflicts GROUP BY state
     UNION ALL SELECT 'undo_steps.' || state, count(*) FROM undo_steps GROUP BY state`,
  ).all() as { name: string; rows: number }[];
  for (const { name, rows } of states) counts[name] = rows;
  return counts;
}
