import type { FiguresRequest } from '../../shared/contracts/overview';
import type { CalendarDate, EpochMs, Id, Localised } from '../../shared/contracts/primitives';
import type { GrantCategory } from '../../shared/contracts/reference';
import type { Database } from '../database/open-database';
import { boundScope, countUnsent, inScope, isUnsent, type Scope } from './count-unsent';
import { unitsUnder } from './units-under';

export type ReportSums = {
  registrations: number;
  /** Those that count for the grant, and the minutes of these alone. */
  counted: number;
  countedMinutes: number;
  minutes: number;
  participants: number;
  /** How many different ones, so that these do not add up. */
  mentors: number;
};

/** What a report to the funder is made of: counts alone, nothing about a person. */
export type ReportFigures = {
  /** Both included; a year that is not over ends today. */
  period: { from: CalendarDate; to: CalendarDate };
  /** Name of the unit chosen; null for all. */
  unitName: string | null;
  total: ReportSums;
  categories: (ReportSums & { category: GrantCategory })[];
  /** From January (1) to the end of the period; `unsent`: those among them that the server does not have as they stand here. */
  months: (ReportSums & { month: number; unsent: number })[];
  /** By name of the unit, then in the order of the types. */
  unitTypes: (ReportSums & { unitName: string; label: Localised; category: GrantCategory })[];
  reasons: { reason: string; category: GrantCategory; registrations: number }[];
  /** Versions of the grant's rules that the registrations were judged by. */
  rulesVersions: number[];
  unsent: { registrations: number; deleted: number };
  /** When all was fetched last (epoch ms), and whether everything has been fetched at all. */
  fetched: { lastAt: EpochMs | null; complete: boolean };
};

export function readReportFigures(
  database: Database,
  { year, unitId }: FiguresRequest,
  today: CalendarDate,
): ReportFigures {
  const units = unitId === null ? null : unitsUnder(database, unitId);
  const lastDay = `${year}-12-31`;
  const scope: Scope = { from: `${year}-01-01`, to: lastDay, units };
  const bound = boundScope(scope);
  const cells = database.prepare(cellsSql).all(bound) as Cell[];
  const reasons = database.prepare(reasonsSql).all(bound) as ReportFigures['reasons'];
  const pairs = database.prepare(mentorsSql).all(bound) as Pair[];
  const to = year === Number(today.slice(0, 4)) ? today : lastDay;
  const sum = (wanted: (of: Place) => boolean) => sumUp(cells.filter(wanted), pairs.filter(wanted));
  return {
    period: { from: scope.from, to },
    unitName: unitId === null ? null : readUnitName(database, unitId),
    total: sumUp(cells, pairs),
    categories: [...new Set(cells.map(({ category }) => category))]
      .sort((a, b) => order.indexOf(a) - order.indexOf(b))
      .map((category) => ({ category, ...sum((of) => of.category === category) })),
    months: fillMonths(database.prepare(monthsSql).all(bound) as Month[], Number(to.slice(5, 7))),
    unitTypes: sumUnitTypes(cells, pairs),
    reasons,
    rulesVersions: database.prepare(versionsSql).pluck().all(bound) as number[],
    unsent: countUnsent(database, scope),
    fetched: readFetched(database),
  };
}

const order: GrantCategory[] = ['outreach', 'group', 'course', 'other'];

type Place = { unitId: Id; typeId: Id; category: GrantCategory };
type Cell = Place & Omit<ReportSums, 'mentors'> & { unitName: string; label: string | null };
type Month = ReportFigures['months'][number];
type Pair = Place & { mentorId: Id };

const category = `coalesce(t.grant_category, 'other')`;

const cellsSql = `SELECT a.unit_id AS unitId, a.activity_type_id AS typeId, ${category} AS category,
    coalesce(u.name, '–') AS unitName, t.label, count(*) AS registrations, sum(a.countable) AS counted,
    sum(a.duration_min) AS minutes, sum(iif(a.countable, a.duration_min, 0)) AS countedMinutes,
    sum(a.participants_count) AS participants
  FROM activities a LEFT JOIN org_units u ON u.id = a.unit_id LEFT JOIN activity_types t ON t.id = a.activity_type_id
  WHERE ${inScope('a')} GROUP BY a.unit_id, a.activity_type_id ORDER BY unitName, a.unit_id, t.sort, a.activity_type_id`;

const mentorsSql = `SELECT DISTINCT a.unit_id AS unitId, a.activity_type_id AS typeId, ${category} AS category,
    m.peer_mentor_id AS mentorId
  FROM activities a JOIN activity_mentors m ON m.activity_id = a.id LEFT JOIN activity_types t ON t.id = a.activity_type_id
  WHERE ${inScope('a')}`;

const monthOf = (alias: string) => `CAST(substr(${alias}.occurred_on, 6, 2) AS INTEGER)`;

const monthsSql = `SELECT ${monthOf('a')} AS month, count(*) AS registrations, sum(a.countable) AS counted,
    sum(a.duration_min) AS minutes, sum(iif(a.countable, a.duration_min, 0)) AS countedMinutes,
    sum(a.participants_count) AS participants, sum(${isUnsent('a')}) AS unsent,
    (SELECT count(DISTINCT m.peer_mentor_id) FROM activities b JOIN activity_mentors m ON m.activity_id = b.id
      WHERE ${monthOf('b')} = ${monthOf('a')} AND ${inScope('b')}) AS mentors
  FROM activities a WHERE ${inScope('a')} GROUP BY month ORDER BY month`;

const reasonsSql = `SELECT r.value AS reason, ${category} AS category, count(*) AS registrations
  FROM activities a LEFT JOIN activity_types t ON t.id = a.activity_type_id, json_each(a.countable_reasons) r
  WHERE NOT a.countable AND ${inScope('a')} GROUP BY reason, category ORDER BY registrations DESC, reason, category`;

const versionsSql = `SELECT DISTINCT a.rules_version FROM activities a WHERE ${inScope('a')} ORDER BY 1`;

/** A month in which nothing was registered is a line of zeros, as long as it is not still to come. */
function fillMonths(found: readonly Month[], last: number): Month[] {
  const empty = {
    registrations: 0,
    counted: 0,
    minutes: 0,
    countedMinutes: 0,
    participants: 0,
    mentors: 0,
    unsent: 0,
  };
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  return months.flatMap((month) => {
    const sums = found.find((each) => each.month === month);
    return sums || month <= last ? [sums ?? { month, ...empty }] : [];
  });
}

function sumUnitTypes(cells: readonly Cell[], pairs: readonly Pair[]): ReportFigures['unitTypes'] {
  const mentors = new Map<string, number>();
  for (const pair of pairs) mentors.set(keyOf(pair), (mentors.get(keyOf(pair)) ?? 0) + 1);
  return cells.map(({ unitId, typeId, label, ...rest }) => ({
    ...rest,
    label: label ? (JSON.parse(label) as Localised) : unknownType,
    mentors: mentors.get(keyOf({ unitId, typeId })) ?? 0,
  }));
}

const unknownType: Localised = { nb: '–', nn: '–', en: '–' };

function keyOf({ unitId, typeId }: Pick<Place, 'unitId' | 'typeId'>): string {
  return `${unitId} ${typeId}`;
}

function sumUp(cells: readonly Cell[], pairs: readonly Pair[]): ReportSums {
  const sum = { registrations: 0, counted: 0, countedMinutes: 0, minutes: 0, participants: 0 };
  for (const cell of cells) {
    sum.registrations += cell.registrations;
    sum.counted += cell.counted;
    sum.countedMinutes += cell.countedMinutes;
    sum.minutes += cell.minutes;
    sum.participants += cell.participants;
  }
  return { ...sum, mentors: new Set(pairs.map(({ mentorId }) => mentorId)).size };
}

function readFetched(database: Database): ReportFigures['fetched'] {
  const state = database.prepare('SELECT last_synced_at AS lastAt, initialised FROM sync_state').get() as
    | { lastAt: EpochMs | null; initialised: number }
    | undefined;
  return { lastAt: state?.lastAt ?? null, complete: state?.initialised === 1 };
}

function readUnitName(database: Database, unitId: Id): string {
  return (
    (database.prepare('SELECT name FROM org_units WHERE id = ?').pluck().get(unitId) as string | undefined) ??
    '–'
  );
}
