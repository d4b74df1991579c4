import { demoGrantRules } from './activity-types';
import { makeActivities, type Row, type SeedMentor, type SeedType } from './make-activities';
import { personName, placeName, shortCode } from './names';
import type { Area, DemoUser, OrgPlan } from './plan-demo';
import type { Random } from './random';

/** Rows by table, in the order in which they may be inserted. */
export type SeedRows = Record<
  | 'orgs'
  | 'users'
  | 'org_units'
  | 'user_units'
  | 'activity_types'
  | 'settings'
  | 'contacts'
  | 'peer_mentors'
  | 'activities',
  Row[]
>;

/** Everything was there before the first registration. */
const beginning = Date.UTC(2015, 0, 1);

type Making = {
  random: Random;
  plan: OrgPlan;
  orgId: string;
  today: string;
  passwordHash: string;
  rows: SeedRows;
  codes: Set<string>;
};

/** One invented organisation. */
export function makeOrganisation(
  random: Random,
  plan: OrgPlan,
  { today, passwordHash }: { today: string; passwordHash: string },
): SeedRows {
  const orgId = random.id(beginning);
  const rows = emptyRows();
  rows.orgs.push({ id: orgId, slug: plan.slug, name: plan.name });
  const making: Making = { random, plan, orgId, today, passwordHash, rows, codes: new Set() };
  const regions = makeRegions(making);
  const types = makeTypes(making);
  makeSettings(making);
  if (plan.admin) makeUser(making, plan.admin);
  const places = new Set<string>();
  plan.areas.forEach((area, index) => {
    const units = Array.from({ length: area.units }, (_, number) =>
      makeUnit(making, {
        parent_id: regions[(index + (area.coordinator ? 0 : number)) % regions.length] ?? null,
        kind: 'local',
        name: `${plan.unitWord} ${placeName(random, places)}`,
      }),
    );
    fillArea(making, area, units, types);
  });
  return rows;
}

function emptyRows(): SeedRows {
  return {
    orgs: [],
    org_units: [],
    users: [],
    user_units: [],
    activity_types: [],
    settings: [],
    contacts: [],
    peer_mentors: [],
    activities: [],
  };
}

function makeUnit({ random, orgId, rows }: Making, unit: Row): string {
  const id = random.id(beginning);
  rows.org_units.push({ org_id: orgId, id, municipality_code: null, active: true, ...unit });
  return id;
}

function makeRegions(making: Making): string[] {
  const national = makeUnit(making, { parent_id: null, kind: 'national', name: making.plan.name });
  const places = new Set<string>();
  return Array.from({ length: making.plan.regions }, () =>
    makeUnit(making, {
      parent_id: national,
      kind: 'region',
      name: `${making.plan.name} ${placeName(making.random, places)} fylke`,
    }),
  );
}

function makeTypes({ random, plan, orgId, rows }: Making): SeedType[] {
  return plan.types.map((type, index) => {
    const id = random.id(beginning);
    rows.activity_types.push({
      org_id: orgId,
      id,
      label: type.label,
      code: type.code,
      grant_category: type.category,
      default_mode: type.mode,
      default_duration_min: type.minutes,
      allows_zero_participants: type.zero ?? false,
      sort: index + 1,
      valid_from: '2015-01-01',
      valid_to: null,
    });
    return { ...type, id };
  });
}

function makeSettings({ random, orgId, today, rows }: Making): void {
  const settings = {
    grant_rules: demoGrantRules,
    locked_years: [Number(today.slice(0, 4)) - 2],
    contact_identity: 'pseudonym',
  };
  for (const [key, value] of Object.entries(settings))
    rows.settings.push({ org_id: orgId, id: random.id(beginning), key, value });
}

function makeUser({ random, orgId, passwordHash, rows }: Making, user: DemoUser): string {
  const id = random.id(beginning);
  rows.users.push({ org_id: orgId, id, ...user, password_hash: passwordHash });
  return id;
}

function fillArea(making: Making, area: Area, units: readonly string[], types: readonly SeedType[]): void {
  const { random, plan, orgId, today, rows } = making;
  const userId = area.coordinator ? makeUser(making, area.coordinator) : null;
  if (userId)
    for (const unit of units) rows.user_units.push({ org_id: orgId, user_id: userId, unit_id: unit });
  const contacts = new Map(units.map((unit) => [unit, makeContacts(making, unit)]));
  const mentors = Array.from({ length: area.mentors }, (_, index) =>
    makeMentor(making, units[index % units.length] ?? ''),
  );
  const ground = {
    orgId,
    today,
    years: plan.years,
    sigma: plan.sigma,
    mentors,
    types,
    contacts,
    createdBy: userId,
  };
  for (const row of makeActivities(random, ground, area.activities)) rows.activities.push(row);
}

/** Few: who is met is not registered by default. */
function makeContacts({ random, orgId, rows }: Making, unitId: string): string[] {
  return [1, 2].map((number) => {
    const id = random.id(beginning);
    rows.contacts.push({
      org_id: orgId,
      id,
      unit_id: unitId,
      pseudonym: `Person ${number}`,
      relation: random.pick(['self', 'self', 'next_of_kin', 'unknown']),
      age_band: random.pick(['30_49', '50_66', '67_79', '80_plus', 'unknown']),
      consent_state: 'none',
      consent_on: null,
      expires_on: null,
    });
    return id;
  });
}

function makeMentor({ random, orgId, rows, codes }: Making, unitId: string): SeedMentor {
  const id = random.id(beginning);
  const name = personName(random);
  rows.peer_mentors.push({
    org_id: orgId,
    id,
    unit_id: unitId,
    display_name: name,
    short_code: shortCode(name, codes),
    approval: 'approved',
    approved_from: '2015-01-01',
    approved_to: null,
    active: true,
  });
  return { id, unitId };
}
