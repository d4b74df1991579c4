import type { ActivityMode } from '../../src/shared/contracts/activity';
import type { GrantCategory } from '../../src/shared/contracts/reference';
import { judgeCountable } from '../../src/shared/rules/judge-countable';
import { demoGrantRules, type TypeSeed } from './activity-types';
import { makeDayPicker, registeredAt } from './make-dates';
import type { Random } from './random';

export type Row = Record<string, unknown>;
export type SeedMentor = { id: string; unitId: string };
export type SeedType = TypeSeed & { id: string };
/** Where registrations are made: who and what there is to choose from. */
export type Ground = {
  orgId: string;
  today: string;
  years: number;
  sigma: number;
  mentors: readonly SeedMentor[];
  types: readonly SeedType[];
  contacts: ReadonlyMap<string, readonly string[]>;
  createdBy: string | null;
};

const notes = [
  '',
  '',
  '',
  '',
  '',
  'Fin prat, ønsker ny avtale.',
  'Tok med brosjyrer.',
  'Tar kontakt igjen neste måned.',
  'Byttet batterier og ryddet i ledninger.',
  'God stemning, flere vil bli med videre.',
];

/** Exactly `count` registrations. A few mentors do most of them, and some report nothing. */
export function makeActivities(random: Random, ground: Ground, count: number): Row[] {
  const pickDay = makeDayPicker(random, ground.today, ground.years);
  const weights = ground.mentors.map((mentor, index) => {
    const silent = index > 0 && random.chance(0.08);
    return [mentor, silent ? 0 : Math.exp(ground.sigma * random.normal())] as const;
  });
  const pickMentor = makeWeightedPicker(random, weights);
  const rows: Row[] = [];
  while (rows.length < count) {
    const row = makeActivity(random, ground, pickMentor(), pickDay());
    rows.push(row);
    // Some are registered twice by mistake: same mentor, day and type, other minutes.
    if (rows.length < count && random.chance(0.03)) rows.push(duplicate(random, row));
  }
  return rows;
}

function makeActivity(random: Random, ground: Ground, mentor: SeedMentor, occurredOn: string): Row {
  const type = random.weighted(ground.types.map((each) => [each, each.share] as const));
  const mode: ActivityMode = type.mode === 'in_person' && random.chance(0.05) ? 'phone' : type.mode;
  const fields = {
    occurredOn,
    mode,
    durationMin: Math.max(10, Math.round((type.minutes * (0.6 + random.next() * 0.9)) / 5) * 5),
    participantsCount: participants(random, type),
  };
  const at = registeredAt(random, occurredOn, ground.today);
  const driven = mode === 'in_person' && random.chance(0.3);
  const contacts = ground.contacts.get(mentor.unitId) ?? [];
  return {
    org_id: ground.orgId,
    id: random.id(at),
    unit_id: mentor.unitId,
    batch_id: null,
    occurred_on: occurredOn,
    activity_type_id: type.id,
    mode,
    setting: placeOf(random, type, mode),
    duration_min: fields.durationMin,
    participants_count: fields.participantsCount,
    new_participants: random.chance(0.6) ? random.chance(0.5) : null,
    municipality_code: type.code === 'home_visit' ? '9999' : null,
    mentors: mentorsOf(random, ground, mentor),
    contact_id: contacts.length > 0 && random.chance(0.04) ? random.pick(contacts) : null,
    travel_km: driven ? random.int(4, 120) / 2 : null,
    toll_nok: driven && random.chance(0.2) ? random.int(20, 120) : null,
    outlay_nok: random.chance(0.03) ? random.int(40, 600) : null,
    note: random.pick(notes),
    ...judged(fields, type.category),
    created_by: ground.createdBy,
    created_at: new Date(at).toISOString(),
  };
}

function judged(fields: Parameters<typeof judgeCountable>[0], category: GrantCategory): Row {
  const judgement = judgeCountable(fields, category, demoGrantRules);
  return {
    countable: judgement.countable,
    countable_reasons: judgement.reasons,
    rules_version: judgement.rulesVersion,
    reporting_year: judgement.reportingYear,
  };
}

function duplicate(random: Random, row: Row): Row {
  const at = Date.parse(String(row.created_at)) + 60_000;
  return { ...row, id: random.id(at), note: '', created_at: new Date(at).toISOString() };
}

function participants(random: Random, type: SeedType): number {
  if (type.category === 'group') return random.int(2, 14);
  if (type.category === 'course') return random.int(5, 22);
  if (type.zero) return random.int(0, 6);
  return random.chance(0.8) ? 1 : 2;
}

function placeOf(random: Random, type: SeedType, mode: ActivityMode): string | null {
  if (mode !== 'in_person') return null;
  if (type.code === 'home_visit') return 'home';
  if (type.code === 'hospital_round') return 'hospital';
  if (type.code === 'fixed_base') return random.pick(['base', 'base', 'nursing_home']);
  return random.pick(['base', 'base', 'home', 'nursing_home', 'other', null]);
}

/** One in twenty-five events has a second mentor, from the same unit where there is one. */
function mentorsOf(random: Random, ground: Ground, mentor: SeedMentor) {
  const responsible = { peerMentorId: mentor.id, role: 'responsible' };
  if (!random.chance(0.04)) return [responsible];
  const other = random.pick(ground.mentors);
  return other.id === mentor.id || other.unitId !== mentor.unitId
    ? [responsible]
    : [responsible, { peerMentorId: other.id, role: 'with' }];
}

function makeWeightedPicker<T>(random: Random, list: readonly (readonly [T, number])[]): () => T {
  let sum = 0;
  const sums = list.map(([, weight]) => {
    sum += weight;
    return sum;
  });
  return () => {
    const value = random.next() * sum;
    const index = sums.findIndex((upTo) => value < upTo);
    return (list[Math.max(0, index)] as readonly [T, number])[0];
  };
}
