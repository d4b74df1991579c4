import { getTableColumns } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { EntityName } from '../../shared/contracts/entities';
import { activities, activityTypes, contacts, orgUnits, peerMentors, settings } from './schema';

/** A field of a record and the column that holds it. Columns of our own (snapshot, number) are not fields. */
export type RecordColumn = { field: string; column: string; holds: 'value' | 'json' | 'boolean' };

const own = new Set(['snapshot', 'number']);

function columnsOf(table: SQLiteTable): RecordColumn[] {
  return Object.entries(getTableColumns(table))
    .filter(([field]) => !own.has(field))
    .map(([field, column]: [string, SQLiteColumn]) => ({ field, column: column.name, holds: holds(column) }));
}

function holds(column: SQLiteColumn): RecordColumn['holds'] {
  if (column.columnType === 'SQLiteTextJson') return 'json';
  if (column.columnType === 'SQLiteBoolean') return 'boolean';
  return 'value';
}

/** What each mirrored entity is stored as. */
export const recordColumns: Record<EntityName, RecordColumn[]> = {
  org_units: columnsOf(orgUnits),
  activity_types: columnsOf(activityTypes),
  settings: columnsOf(settings),
  contacts: columnsOf(contacts),
  peer_mentors: columnsOf(peerMentors),
  activities: columnsOf(activities),
};
