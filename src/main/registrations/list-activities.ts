import type { ActivityLine } from '../../shared/contracts/ipc';
import type { Localised } from '../../shared/contracts/primitives';
import { searchQuery } from '../database/search-index';
import type { Context } from './context';
import { stateSql } from './record-state';

export type ActivityFilter = {
  search?: string | undefined;
  state?: 'all' | 'waiting' | 'needs_fixing' | undefined;
  offset: number;
  limit: number;
};

type Row = Omit<ActivityLine, 'typeLabel' | 'mentorNames' | 'countable'> & {
  typeLabel: string | null;
  mentorNames: string;
  countable: number;
};

/** A page of the list, newest first, with the number of all that match. */
export function listActivities(
  { database }: Context,
  filter: ActivityFilter,
): { total: number; lines: ActivityLine[] } {
  const query = filter.search ? searchQuery(filter.search) : null;
  const where = [
    ...(query ? ['a.number IN (SELECT rowid FROM activity_search WHERE activity_search MATCH @query)'] : []),
    ...whereState(filter.state ?? 'all'),
  ];
  const whereSql = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  const bound = query ? { query } : {};
  const { total } = database.prepare(`SELECT count(*) AS total FROM activities a ${whereSql}`).get(bound) as {
    total: number;
  };
  const rows = database
    .prepare(
      `SELECT a.id, a.occurred_on AS occurredOn, t.label AS typeLabel, coalesce(u.name, '') AS unitName,
         a.duration_min AS durationMin, a.participants_count AS participantsCount, a.countable,
         (SELECT json_group_array(p.display_name ORDER BY m.role = 'with', p.display_name) FROM activity_mentors m
          JOIN peer_mentors p ON p.id = m.peer_mentor_id WHERE m.activity_id = a.id) AS mentorNames,
         ${stateSql('activities', 'a')} AS state
       FROM activities a LEFT JOIN activity_types t ON t.id = a.activity_type_id LEFT JOIN org_units u ON u.id = a.unit_id
       ${whereSql} ORDER BY a.occurred_on DESC, a.id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ ...bound, limit: filter.limit, offset: filter.offset }) as Row[];
  return { total, lines: rows.map(toLine) };
}

function whereState(state: 'all' | 'waiting' | 'needs_fixing'): string[] {
  if (state === 'all') return [];
  const states = state === 'waiting' ? `'pending', 'in_flight'` : `'parked'`;
  const changed = `a.id IN (SELECT record_id FROM outbox WHERE state IN (${states}))`;
  return [
    state === 'waiting'
      ? changed
      : `(${changed} OR a.id IN (SELECT record_id FROM conflicts WHERE state = 'open'))`,
  ];
}

const unknownType: Localised = { nb: '–', nn: '–', en: '–' };

function toLine(row: Row): ActivityLine {
  return {
    ...row,
    typeLabel: row.typeLabel ? (JSON.parse(row.typeLabel) as Localised) : unknownType,
    mentorNames: JSON.parse(row.mentorNames) as string[],
    countable: row.countable === 1,
  };
}
