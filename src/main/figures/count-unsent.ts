import type { CalendarDate, Id } from '../../shared/contracts/primitives';
import type { Database } from '../database/open-database';

/** Registrations of these days, both included. `units`: null for all that are here. */
export type Scope = { from: CalendarDate; to: CalendarDate; units: readonly Id[] | null };

/** As the statements of this room take it. */
export function boundScope({ from, to, units }: Scope) {
  return { from, to, units: units && JSON.stringify(units) };
}

/** `alias`: the table of activities in the statement. */
export function inScope(alias: string): string {
  return `${alias}.occurred_on BETWEEN @from AND @to
    AND (@units IS NULL OR ${alias}.unit_id IN (SELECT value FROM json_each(@units)))`;
}

/** What of the scope the server does not have as it stands here: on its way, or stopped until she has looked at it. */
export function countUnsent(database: Database, scope: Scope): { registrations: number; deleted: number } {
  const bound = boundScope(scope);
  return {
    registrations: database.prepare(unsentSql).pluck().get(bound) as number,
    deleted: database.prepare(deletedSql).pluck().get(bound) as number,
  };
}

const unsettled = `SELECT record_id FROM outbox WHERE entity = 'activities' AND state IN ('pending', 'in_flight', 'parked')`;

/** Whether the server does not have the registration as it stands here. `alias`: the table of activities in the statement. */
export function isUnsent(alias: string): string {
  return `${alias}.id IN (${unsettled})`;
}

const unsentSql = `SELECT count(*) FROM activities a WHERE ${isUnsent('a')} AND ${inScope('a')}`;

// The server's row is kept aside until the deletion has been settled.
const deletedSql = `SELECT count(*) FROM shadows s WHERE s.entity = 'activities' AND s.row IS NOT NULL
    AND s.record_id IN (${unsettled} AND operation = 'delete')
    AND NOT EXISTS (SELECT 1 FROM activities a WHERE a.id = s.record_id)
    AND s.row ->> 'occurredOn' BETWEEN @from AND @to
    AND (@units IS NULL OR s.row ->> 'unitId' IN (SELECT value FROM json_each(@units)))`;
