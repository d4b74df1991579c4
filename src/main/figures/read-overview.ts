import type { FiguresRequest, MissingMentorLine, Overview, Sums } from '../../shared/contracts/overview';
import type { CalendarDate, Localised } from '../../shared/contracts/primitives';
import { whoIsMissing } from '../../shared/rules/who-is-missing';
import type { Database } from '../database/open-database';
import { boundScope, countUnsent, inScope, type Scope } from './count-unsent';
import {
  countMentorMonths,
  type Looked,
  type MentorMonthCounter,
  type MentorMonthsRead,
  readMentorMonths,
} from './read-mentor-months';
import { unitsUnder } from './units-under';

/** A year at a glance, from what is on this device. `today`: in Europe/Oslo. */
export function readOverview(database: Database, request: FiguresRequest, today: CalendarDate): Overview {
  const units = request.unitId === null ? null : unitsUnder(database, request.unitId);
  const scope: Scope = { from: `${request.year}-01-01`, to: `${request.year}-12-31`, units };
  const isThisYear = today.startsWith(`${request.year}-`);
  const counter = isThisYear ? countMentorMonths(database, { units, today }) : null;
  const { groups, mentors } = readGroups(database, scope, counter);
  return {
    years: readYears(database, today),
    total: { ...sumOf(groups), mentors },
    months: Array.from({ length: 12 }, (_, index) =>
      sumOf(groups.filter(({ month }) => month === index + 1)),
    ),
    types: sumByType(database, groups),
    reasons: countReasons(groups),
    unsent: countUnsent(database, scope),
    mentors: counter && findMissing(counter.mentors, today),
  };
}

/** Active mentors, and those of them with nothing this month, the most unusual silence first. */
export function readMissing(database: Database, looked: Looked): Missing {
  return findMissing(readMentorMonths(database, looked), looked.today);
}

type Missing = { active: number; missing: MissingMentorLine[] };

function findMissing(mentors: readonly MentorMonthsRead[], today: CalendarDate): Missing {
  const known = new Map(mentors.map((mentor) => [mentor.id, mentor]));
  const missing = whoIsMissing(mentors, today).flatMap(({ id, kind, usual }) => {
    const mentor = known.get(id);
    if (!mentor) return [];
    const { displayName, unitName, lastOn } = mentor;
    return [{ id, displayName, unitName, kind, usual, lastOn }];
  });
  return { active: mentors.length, missing };
}

/** Registrations alike in month, type and judgement. */
type Group = Sums & { month: number; typeId: string; reasons: string };

/**
 * Reads each registration once, with its mentors, and adds it up: into groups those of the scope, and by mentor and
 * month what the counter wants. Half the time of the same by GROUP BY, which sorts the rows for each question anew.
 */
function readGroups(
  database: Database,
  scope: Scope,
  counter: MentorMonthCounter | null,
): { groups: Group[]; mentors: number } {
  const since = counter && counter.from < scope.from ? counter.from : scope.from;
  const rows = database
    .prepare(rowsSql)
    .raw()
    .all({ ...boundScope(scope), since }) as Row[];
  const groups = new Map<string, Group>();
  const mentors = new Set<string>();
  let last = -1;
  for (const [number, day, typeId, reasons, minutes, participants, isInScope, mentorId] of rows) {
    if (mentorId !== null) {
      counter?.count(mentorId, day);
      if (isInScope) mentors.add(mentorId);
    }
    // One row for each of its mentors.
    if (!isInScope || number === last) continue;
    last = number;
    const key = `${day.slice(5, 7)}${typeId}${reasons}`;
    let group = groups.get(key);
    if (!group) {
      group = {
        month: Number(day.slice(5, 7)),
        typeId,
        reasons: reasons ?? '[]',
        ...sumOf([]),
      };
      groups.set(key, group);
    }
    group.registrations += 1;
    group.counted += reasons === null ? 1 : 0;
    group.minutes += minutes;
    group.participants += participants;
  }
  return { groups: [...groups.values()], mentors: mentors.size };
}

type Row = [
  number: number,
  day: CalendarDate,
  typeId: string,
  /** Null when it counts. */
  reasons: string | null,
  minutes: number,
  participants: number,
  isInScope: 0 | 1,
  mentorId: string | null,
];

const rowsSql = `SELECT a.number, a.occurred_on, a.activity_type_id, iif(a.countable, NULL, a.countable_reasons),
    a.duration_min, a.participants_count, ${inScope('a')}, m.peer_mentor_id
  FROM activities a LEFT JOIN activity_mentors m ON m.activity_id = a.id WHERE a.occurred_on BETWEEN @since AND @to`;

function sumOf(groups: readonly Sums[]): Sums {
  const sum = { registrations: 0, counted: 0, minutes: 0, participants: 0 };
  for (const group of groups) {
    sum.registrations += group.registrations;
    sum.counted += group.counted;
    sum.minutes += group.minutes;
    sum.participants += group.participants;
  }
  return sum;
}

function sumByType(database: Database, groups: readonly Group[]): Overview['types'] {
  const types = database.prepare('SELECT id, label FROM activity_types').all() as {
    id: string;
    label: string;
  }[];
  const labels = new Map(types.map(({ id, label }) => [id, JSON.parse(label) as Localised]));
  return [...new Set(groups.map(({ typeId }) => typeId))]
    .map((typeId) => ({
      ...sumOf(groups.filter((group) => group.typeId === typeId)),
      typeId,
      label: labels.get(typeId) ?? unknownType,
    }))
    .sort((a, b) => b.registrations - a.registrations);
}

const unknownType: Localised = { nb: '–', nn: '–', en: '–' };

function countReasons(groups: readonly Group[]): Overview['reasons'] {
  const counts = new Map<string, number>();
  for (const { reasons, registrations } of groups)
    for (const reason of JSON.parse(reasons) as string[])
      counts.set(reason, (counts.get(reason) ?? 0) + registrations);
  return [...counts]
    .map(([reason, registrations]) => ({ reason, registrations }))
    .sort((a, b) => b.registrations - a.registrations);
}

/** From the first registration to the last, and today's year. */
function readYears(database: Database, today: CalendarDate): number[] {
  const { first, last } = database
    .prepare(
      `SELECT (SELECT min(occurred_on) FROM activities) AS first, (SELECT max(occurred_on) FROM activities) AS last`,
    )
    .get() as { first: string | null; last: string | null };
  const years = [first, last, today].flatMap((day) => (day ? [Number(day.slice(0, 4))] : []));
  const newest = Math.max(...years);
  return Array.from({ length: newest - Math.min(...years) + 1 }, (_, back) => newest - back);
}
