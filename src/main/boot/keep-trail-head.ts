import { nextHead, type TrailHead } from '../audit/trail-head';
import type { Database } from '../database/open-database';
import type { Log } from '../log/log';

/** Where the head lies outside the database. */
export type TrailKeeper = { kept(): TrailHead | null; keep(head: TrailHead): void };

/** Keeps the end of the trail outside the database, unless that would hide that lines are missing. */
export function keepTrailHead(database: Database, { kept, keep }: TrailKeeper, log: Log): void {
  const step = nextHead(database, kept());
  if (step.kind !== 'grown') log('database.trail_head', { state: step.kind });
  if (step.kind !== 'lost') keep(step.head);
}
