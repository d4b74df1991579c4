import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { desc } from 'drizzle-orm';
import type { Language } from '../../shared/contracts/ipc';
import type { Status } from '../../shared/contracts/status';
import { cleanLogLine } from '../../shared/rules/clean-log-line';
import { countTables } from '../database/count-tables';
import type { Database } from '../database/open-database';
import { syncRuns } from '../database/schema';
import { storageProblemOf } from '../database/storage-error';

export type DiagnosticsPorts = {
  database(): Database | null;
  status(): Status;
  /** Which of the window's states it is, and the storage problem that keeps the database shut. */
  boot(): { kind: string; problem: string | null };
  /** Of the app and of what it runs on, by name. */
  versions: Record<string, string>;
  /** Choices that say nothing about a person. */
  choices(): { language: Language; theme: string };
  logFolder: string;
  nowMs(): number;
};

/** The newest part; a line has about 80 characters. */
const logLines = 2000;
const runLimit = 20;

/**
 * What helps somebody who cannot see the computer, as text: versions, counts, codes, times. Built only from what has
 * no place for a name, an address, a note or an id; the log's lines are checked once more.
 */
export function collectDiagnostics(ports: DiagnosticsPorts): string {
  const { kind, because, connectivity, lastSyncedAt, retryAt, pausedUntil } = ports.status();
  const bundle = {
    format: 'feltbok diagnostics 1',
    madeAt: new Date(ports.nowMs()).toISOString(),
    versions: ports.versions,
    boot: ports.boot(),
    status: { kind, because, connectivity, lastSyncedAt, retryAt, pausedUntil },
    settings: ports.choices(),
    database: describeDatabase(ports.database()),
    log: readLog(ports.logFolder),
  };
  return `${JSON.stringify(bundle, null, 1)}\n`;
}

function describeDatabase(database: Database | null) {
  if (!database) return null;
  try {
    const { prepare, orm } = database;
    const runs = orm.select().from(syncRuns).orderBy(desc(syncRuns.startedAt)).limit(runLimit).all();
    return {
      problem: database.problem(),
      migration: prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get(),
      migrations: prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get(),
      pages: prepare('PRAGMA page_count').pluck().get(),
      counts: countTables(database),
      runs: runs.map(({ id: _, ...run }) => run),
    };
  } catch (error) {
    return { problem: storageProblemOf(error) ?? 'unknown' };
  }
}

/** The older file first. Lines that the app does not write are only counted. */
function readLog(folder: string): { lines: string[]; leftOut: number } {
  const all = ['main.old.log', 'main.log'].flatMap((name) => readLines(join(folder, name)));
  const lines = all.slice(-logLines);
  const clean = lines.flatMap((line) => cleanLogLine(line) ?? []);
  return { lines: clean, leftOut: lines.length - clean.length };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}
