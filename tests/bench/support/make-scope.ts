import { columnOf, entityTable } from '../../../server/records/entity-tables';
import type { Row } from '../../../server/seed/make-activities';
import { makeOrganisation } from '../../../server/seed/make-organisation';
import { type OrgPlan, planDemo } from '../../../server/seed/plan-demo';
import { makeRandom } from '../../../server/seed/random';
import { type EntityName, entityNames } from '../../../src/shared/contracts/entities';
import type { Json } from '../../../src/shared/contracts/primitives';

/** Rows as arrays in the order of the contract's fields, `id` and `revision` first. */
export type ScopeTable = { entity: EntityName; columns: readonly string[]; rows: Json[][] };

/** Everything that the administrator of an invented organisation sees, ordered as the server's first download. */
export function makeScope(activities: number): ScopeTable[] {
  const seeded = makeOrganisation(makeRandom(20_261_122), planOf(activities), {
    today: '2026-11-21',
    passwordHash: '',
  });
  return entityNames.map((entity) => {
    const columns = entityTable(entity).fields;
    const rows = [...seeded[entity]].sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1));
    return { entity, columns, rows: rows.map((row) => columns.map((field) => cellOf(row, field))) };
  });
}

/** The largest demo organisation, with its people scaled to so many registrations. */
function planOf(activities: number): OrgPlan {
  const [plan] = planDemo('XL');
  if (!plan) throw new Error('The demo has no organisation.');
  const share = activities / plan.areas.reduce((sum, area) => sum + area.activities, 0);
  const scaled = (count: number) => Math.max(1, Math.round(count * share));
  const areas = plan.areas.map((area) => ({
    ...area,
    units: scaled(area.units),
    mentors: scaled(area.mentors),
    activities: scaled(area.activities),
  }));
  return { ...plan, areas };
}

function cellOf(row: Row, field: string): Json {
  return field === 'revision' ? 1 : ((row[columnOf(field)] as Json | undefined) ?? null);
}
