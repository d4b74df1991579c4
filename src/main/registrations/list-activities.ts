import type {
  ActivityFilter,
  ActivityPage,
  ActivityQuestion,
  ListPlace,
} from '../../shared/contracts/activity-list';
import type { ActivityLine } from '../../shared/contracts/ipc';
import type { Localised } from '../../shared/contracts/primitives';
import { type ActivityQuery, activityCondition, activityQuery } from './activity-query';
import type { Context } from './context';
import { stateSql } from './record-state';

/** `after`: the end of the page before, where it is known; `offset` counts otherwise. */
export type Slice = { offset: number; limit: number; after?: ListPlace | undefined };
export type ActivityAsk = ActivityQuestion & Slice & { counted?: boolean | undefined };

type Row = Omit<ActivityLine, 'typeLabel' | 'mentorNames' | 'countable'> & {
  typeLabel: string | null;
  mentorNames: string;
  countable: number;
  key: string | number;
};

/** A page of the list, with the number of all that match unless it is not to be counted. */
export function listActivities(context: Context, ask: ActivityAsk): ActivityPage {
  const { offset, limit, after, counted = true, ...question } = ask;
  const query = activityQuery(context, question);
  const direction = query.descending ? 'DESC' : 'ASC';
  const rows = context.database
    .prepare(
      `WITH ${query.ranks && `${query.ranks}, `}page AS MATERIALIZED (${pageSql(query, after !== undefined)})
       SELECT a.id, a.occurred_on AS occurredOn, t.label AS typeLabel, coalesce(u.name, '') AS unitName,
         a.duration_min AS durationMin, a.participants_count AS participantsCount, a.countable, page.key,
         (SELECT json_group_array(p.display_name ORDER BY m.role = 'with', p.display_name) FROM activity_mentors m
          JOIN peer_mentors p ON p.id = m.peer_mentor_id WHERE m.activity_id = a.id) AS mentorNames,
         ${stateSql('activities', 'a')} AS state
       FROM page CROSS JOIN activities a ON a.number = page.number
         LEFT JOIN activity_types t ON t.id = a.activity_type_id LEFT JOIN org_units u ON u.id = a.unit_id
       ORDER BY page.key ${direction}, a.id ${direction}`,
    )
    .all({ ...query.bound, ...sliceOf({ offset, limit, after }) }) as Row[];
  const last = rows.at(-1);
  return {
    total: counted ? countActivities(context, question) : null,
    lines: rows.map(toLine),
    end: last ? { key: last.key, id: last.id } : null,
  };
}

export function countActivities(context: Context, filter: ActivityFilter): number {
  const { from, where, bound } = activityCondition(context, filter);
  const { database } = context;
  // Without a condition SQLite counts by its smallest index.
  const sql = where === '' ? 'SELECT count(*) FROM activities' : `SELECT count(*) FROM ${from} ${where}`;
  return database.prepare(sql).pluck().get(bound) as number;
}

/** The ids of a part of the list, in its order. */
export function listActivityIds(context: Context, { offset, limit, ...question }: ActivityAsk): string[] {
  const query = activityQuery(context, question);
  const sql = `${query.ranks && `WITH ${query.ranks} `}SELECT id FROM (${pageSql(query, false)})`;
  return context.database
    .prepare(sql)
    .pluck()
    .all({ ...query.bound, ...sliceOf({ offset, limit }) }) as string[];
}

/** Numbers of the rows of a page: read from indexes alone, so that only what is shown is read whole. */
function pageSql({ from, where, key, descending }: ActivityQuery, isAfter: boolean): string {
  const direction = descending ? 'DESC' : 'ASC';
  const beyond = `(${key}, a.id) ${descending ? '<' : '>'} (@afterKey, @afterId)`;
  const reached = isAfter ? `${where === '' ? 'WHERE' : `${where} AND`} ${beyond}` : where;
  return `SELECT a.number, a.id, ${key} AS key FROM ${from} ${reached}
    ORDER BY ${key} ${direction}, a.id ${direction} LIMIT @limit ${isAfter ? '' : 'OFFSET @offset'}`;
}

function sliceOf({ offset, limit, after }: Slice): Record<string, string | number> {
  return after ? { limit, afterKey: after.key, afterId: after.id } : { limit, offset };
}

const unknownType: Localised = { nb: '–', nn: '–', en: '–' };

function toLine({ key: _key, ...row }: Row): ActivityLine {
  return {
    ...row,
    typeLabel: row.typeLabel ? (JSON.parse(row.typeLabel) as Localised) : unknownType,
    mentorNames: JSON.parse(row.mentorNames) as string[],
    countable: row.countable === 1,
  };
}
