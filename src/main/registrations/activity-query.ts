import type { ActivityFilter, ActivityQuestion, ActivitySort } from '../../shared/contracts/activity-list';
import type { Localised } from '../../shared/contracts/primitives';
import { periodDays } from '../../shared/rules/period-days';
import { searchQuery } from '../database/search-index';
import type { Context } from './context';

type Bound = Record<string, string | number>;
type Sort = NonNullable<ActivityQuestion['sort']>;

/** SQL over `activities a`: where to look, which of them, and their order. */
export type ActivityQuery = {
  /** `FROM` with its joins. */
  from: string;
  /** Empty, or `WHERE …`. */
  where: string;
  /** What a place in the order is told by, before the id. */
  key: string;
  descending: boolean;
  /** For `WITH`; empty where the order is in the row itself. */
  ranks: string;
  bound: Bound;
};

/**
 * The index of the list holds every column that is filtered or sorted by, so that a question reads no row that it does not
 * show. SQLite is told so, because it takes reading each row that a search found for the cheaper way.
 */
const walked = 'activities a INDEXED BY activities_newest';

export function activityQuery(context: Context, question: ActivityQuestion): ActivityQuery {
  const { where, bound } = conditions(question, context.today());
  const sort: Sort = question.sort ?? { by: 'date', descending: true, language: 'nb' };
  const ranked = rankedIds(context, sort);
  return {
    from: `${isNarrow(question) ? 'activities a' : walked}${joins[sort.by] ?? ''}`,
    where: where.length > 0 ? `WHERE ${where.join(' AND ')}` : '',
    key: keys[sort.by],
    descending: sort.descending,
    ranks: ranksOf(sort.by),
    bound: ranked ? { ...bound, ranked: placesOf(ranked) } : bound,
  };
}

/** The same without an order, for counting. */
export function activityCondition(
  context: Context,
  filter: ActivityFilter,
): Omit<ActivityQuery, 'key' | 'descending' | 'ranks'> {
  const { where, bound } = conditions(filter, context.today());
  return {
    from: isNarrow(filter) ? 'activities a' : walked,
    where: where.length > 0 ? `WHERE ${where.join(' AND ')}` : '',
    bound,
  };
}

/** Few match, and each is found by its id. */
function isNarrow({ mentorId, state }: ActivityFilter): boolean {
  return Boolean(mentorId) || state === 'waiting' || state === 'needs_fixing';
}

function conditions(filter: ActivityFilter, today: string): { where: string[]; bound: Bound } {
  const query = filter.search ? searchQuery(filter.search) : null;
  const { from, to } = periodDays(filter, today);
  const counts = filter.counts ?? null;
  const asked: [condition: string, name: string, value: string | number | null | undefined][] = [
    ['a.number IN (SELECT rowid FROM activity_search WHERE activity_search MATCH @query)', 'query', query],
    ['a.occurred_on >= @from', 'from', from],
    ['a.occurred_on <= @to', 'to', to],
    [
      'a.id IN (SELECT activity_id FROM activity_mentors WHERE peer_mentor_id = @mentorId)',
      'mentorId',
      filter.mentorId,
    ],
    ['a.activity_type_id = @typeId', 'typeId', filter.typeId],
    ['a.unit_id = @unitId', 'unitId', filter.unitId],
    ['a.mode = @mode', 'mode', filter.mode],
    ['a.countable = @counts', 'counts', counts === null ? null : Number(counts)],
  ];
  const given = asked.filter(([, , value]) => value !== null && value !== undefined);
  return {
    where: [...given.map(([condition]) => condition), ...stateConditions[filter.state ?? 'all']],
    bound: Object.fromEntries(given.map(([, name, value]) => [name, value as string | number])),
  };
}

const recordsIn = (states: string) => `SELECT record_id FROM outbox WHERE state IN (${states})`;
const openConflicts = `SELECT record_id FROM conflicts WHERE state = 'open'`;
const stateConditions = {
  all: [],
  waiting: [`a.id IN (${recordsIn(`'pending', 'in_flight'`)})`],
  needs_fixing: [`a.id IN (${recordsIn(`'parked'`)} UNION ALL ${openConflicts})`],
  sent: [`a.id NOT IN (${recordsIn(`'pending', 'in_flight', 'parked'`)})`, `a.id NOT IN (${openConflicts})`],
};

const joins: Partial<Record<ActivitySort, string>> = {
  mentors: ` CROSS JOIN activity_mentors m ON m.activity_id = a.id AND m.role = 'responsible'
    LEFT JOIN ranks r ON r.id = m.peer_mentor_id`,
  type: ' LEFT JOIN ranks r ON r.id = a.activity_type_id',
  unit: ' LEFT JOIN ranks r ON r.id = a.unit_id',
};
const rank = 'coalesce(r.rank, -1)';
const keys: Record<ActivitySort, string> = {
  date: 'a.occurred_on',
  duration: 'a.duration_min',
  participants: 'a.participants_count',
  counts: 'a.countable',
  mentors: rank,
  type: rank,
  unit: rank,
};

const tables: Partial<Record<ActivitySort, string>> = {
  mentors: 'peer_mentors',
  type: 'activity_types',
  unit: 'org_units',
};

/**
 * The query's `WITH`: an id's place in the alphabet, which SQLite does not know. It reads the table itself, whose size the
 * planner knows: of a list alone it would guess that it is too short for an index, and look each row up from its start.
 */
function ranksOf(by: ActivitySort): string {
  const table = tables[by];
  return table ? `ranks AS MATERIALIZED (SELECT id, @ranked ->> id AS rank FROM ${table})` : '';
}

/** Ids in the order of their names as her language orders them; null where the order is in the row itself. */
function rankedIds({ database }: Context, { by, language }: Sort): string[] | null {
  const named = (sql: string) => database.prepare(sql).all() as { id: string; name: string }[];
  const inOrder = (rows: { id: string; name: string }[]) => {
    const collator = new Intl.Collator(language === 'en' ? 'en' : 'nb');
    return rows.sort((one, other) => collator.compare(one.name, other.name)).map(({ id }) => id);
  };
  switch (by) {
    case 'mentors':
      return inOrder(named('SELECT id, display_name AS name FROM peer_mentors'));
    case 'unit':
      return inOrder(named('SELECT id, name FROM org_units'));
    case 'type':
      return inOrder(
        named('SELECT id, label AS name FROM activity_types').map(({ id, name }) => ({
          id,
          name: (JSON.parse(name) as Localised)[language],
        })),
      );
    default:
      return null;
  }
}

function placesOf(ids: string[]): string {
  return JSON.stringify(Object.fromEntries(ids.map((id, place) => [id, place])));
}
