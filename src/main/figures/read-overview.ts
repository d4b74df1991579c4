import type { FiguresRequest, MissingMentorLine, Overview, Sums } from '../../shared/contracts/overview';
import type { CalendarDate, Localised } from '../../shared/contracts/primitives';
import { whoIsMissing } from '../../shared/rules/who-is-missing';
import type { Database } from '../database/open-database';
import { boundScope, countUnsent, inScope, type Scope } from './count-unsent';
import { type Looked, readMentorMonths } from './read-mentor-months';
import { unitsUnder } from './units-under';

/** A year at a glance, from what is on this device. `today`: in Europe/Oslo. */
export function readOverview(database: Database, request: FiguresRequest, today: CalendarDate): Overview {
  const units = request.unitId === null ? null : unitsUnder(database, request.unitId);
  const scope: Scope = { from: `${request.year}-01-01`, to: `${request.year}-12-31`, units };
  const groups = readGroups(database, scope);
  return {
    years: readYears(database, today),
    total: { ...sumOf(groups), mentors: countMentors(database, scope) },
    months: Array.from({ length: 12 }, (_, index) =>
      sumOf(groups.filter(({ month }) => month === index + 1)),
    ),
    types: sumByType(database, groups),
    reasons: countReasons(groups),
    unsent: countUnsent(database, scope),
    mentors: readMissing(database, { units, today }),
  };
}

/** Active mentors, and those of them with nothing this month, the most unusual silence first. */
export function readMissing(
  database: Database,
  looked: Looked,
): { active: number; missing: MissingMentorLine[] } {
  const mentors = readMentorMonths(database, looked);
  const known = new Map(mentors.map((mentor) => [mentor.id, mentor]));
  const missing = whoIsMissing(mentors, looked.today).flatMap(({ id, kind, usual }) => {
    const mentor = known.get(id);
    if (!mentor) return [];
    const { displayName, unitName, lastOn } = mentor;
    return [{ id, displayName, unitName, kind, usual, lastOn }];
  });
  return { active: mentors.length, missing };
}

/** Registrations alike in month, type and judgement. */
type Group = Sums & { month: number; typeId: string; reasons: string };

function readGroups(database: Database, scope: Scope): Group[] {
  return database
    .prepare(
      `SELECT CAST(substr(a.occurred_on, 6, 2) AS INTEGER) AS month, a.activity_type_id AS typeId,
         iif(a.countable, '[]', a.countable_reasons) AS reasons, count(*) AS registrations,
         sum(a.countable) AS counted, sum(a.duration_min) AS minutes, sum(a.participants_count) AS participants
       FROM activities a WHERE ${inScope('a')} GROUP BY month, typeId, a.countable, reasons`,
    )
    .all(boundScope(scope)) as Group[];
}

function countMentors(database: Database, scope: Scope): number {
  return database
    .prepare(
      `SELECT count(DISTINCT m.peer_mentor_id) FROM activities a JOIN activity_mentors m ON m.activity_id = a.id
       WHERE ${inScope('a')}`,
    )
    .pluck()
    .get(boundScope(scope)) as number;
}

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
