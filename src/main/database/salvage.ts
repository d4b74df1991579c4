import Sqlite from 'better-sqlite3';
import type { Database } from './open-database';
import type { RawRow } from './read-queue-copy';
import { unlock } from './unlock';

/** Tables whose rows exist only here, or spare an offline person the wait for a download; parents first. */
export const salvagedTables = [
  'outbox',
  'draft_sessions',
  'drafts',
  'conflicts',
  'audit_log',
  'undo_steps',
  'notices',
  'sync_runs',
  'session',
  'sync_state',
  'org_units',
  'activity_types',
  'settings',
  'peer_mentors',
  'contacts',
] as const;
export type SalvagedTable = (typeof salvagedTables)[number];
/** `isWhole`: the table was read from its beginning to its end. */
export type Salvaged = Record<SalvagedTable, { rows: RawRow[]; isWhole: boolean }>;

/** Reads what can be read of a damaged database, table by table, without writing to it. */
export function salvage(file: string, key: Buffer): Salvaged {
  const connection = openDamaged(file, key);
  try {
    const read = salvagedTables.map((table) => [
      table,
      connection ? readTable(connection, table) : nothing(),
    ]);
    return Object.fromEntries(read) as Salvaged;
  } finally {
    connection?.close();
  }
}

/** Puts rows in as they were, into the columns that the table has today. What does not fit any more is left out. */
export function insertRaw({ prepare }: Database, table: SalvagedTable, rows: RawRow[]): number {
  const known = new Set(prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[]);
  let inserted = 0;
  for (const row of rows) {
    const columns = Object.keys(row).filter((column) => known.has(column));
    const places = columns.map(() => '?').join(', ');
    const insert = prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${places})`);
    inserted += insert.run(columns.map((column) => row[column])).changes;
  }
  return inserted;
}

/** Mutations to come are numbered after the highest number that was ever given. */
export function continueSequence({ prepare }: Database, sequence: number): void {
  const raised = prepare(`UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'outbox'`).run(sequence);
  if (raised.changes === 0) {
    prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)`).run(sequence);
  }
}

const nothing = () => ({ rows: [], isWhole: false });

function openDamaged(file: string, key: Buffer): Sqlite.Database | null {
  let connection: Sqlite.Database | null = null;
  try {
    connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    unlock(connection, key);
    return connection;
  } catch {
    connection?.close();
    return null;
  }
}

/** From the beginning to the damaged place, and from the end back to it. */
function readTable(connection: Sqlite.Database, table: SalvagedTable): { rows: RawRow[]; isWhole: boolean } {
  const forwards = readUntilDamage(connection, `SELECT rowid AS rowid_, * FROM ${table} ORDER BY rowid`);
  const backwards = forwards.isWhole
    ? { rows: [] }
    : readUntilDamage(connection, `SELECT rowid AS rowid_, * FROM ${table} ORDER BY rowid DESC`);
  const rows = new Map([...forwards.rows, ...backwards.rows].map(({ rowid_, ...row }) => [rowid_, row]));
  return { rows: [...rows.values()] as RawRow[], isWhole: forwards.isWhole };
}

function readUntilDamage(connection: Sqlite.Database, sql: string): { rows: RawRow[]; isWhole: boolean } {
  const rows: RawRow[] = [];
  try {
    for (const row of connection.prepare(sql).iterate()) rows.push(row as RawRow);
    return { rows, isWhole: true };
  } catch {
    return { rows, isWhole: false };
  }
}
