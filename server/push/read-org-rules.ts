import type { WritableEntity } from '../../src/shared/contracts/entities';
import type { Mutation } from '../../src/shared/contracts/mutations';
import { type ActivityType, type GrantRules, grantRules } from '../../src/shared/contracts/reference';
import type { Sql } from '../database/sql';
import { entityTable, recordExpression } from '../records/entity-tables';

/** What decides about a whole request, read once. */
export type OrgRules = {
  unitIds: ReadonlySet<string>;
  types: ReadonlyMap<string, ActivityType>;
  lockedYears: ReadonlySet<number>;
  grantRules: GrantRules;
  /** Whether people met stand under their names, and may be told how to reach. */
  namesContacts: boolean;
  /** `entity id` of every record of the organisation that the request refers to and that exists. */
  known: ReadonlySet<string>;
  /** Last calendar date (Europe/Oslo) that counts as no mistake: tomorrow, for clocks that run ahead. */
  latestDate: string;
  /** The calendar date in Europe/Oslo. */
  today: string;
};

export async function readOrgRules(
  sql: Sql,
  orgId: string,
  mutations: readonly Mutation[],
  now: number,
): Promise<OrgRules> {
  const types = await sql.query<{ record: ActivityType }>(
    `SELECT ${recordExpression(entityTable('activity_types'))} AS record
     FROM activity_types t WHERE t.org_id = $1 AND t.deleted_at IS NULL`,
    [orgId],
  );
  const settings = await sql.query<{ key: string; value: unknown }>(
    `SELECT key, value FROM settings WHERE org_id = $1 AND deleted_at IS NULL`,
    [orgId],
  );
  const setting = (key: string) => settings.find((row) => row.key === key)?.value;
  const units = await findExisting(sql, orgId, 'org_units', null);
  const known = new Set([
    ...types.map(({ record }) => `activity_types ${record.id}`),
    ...units.map((id) => `org_units ${id}`),
  ]);
  for (const entity of ['contacts', 'peer_mentors', 'activities'] as const) {
    const ids = referredIds(mutations, entity);
    if (ids.length === 0) continue;
    for (const id of await findExisting(sql, orgId, entity, ids)) known.add(`${entity} ${id}`);
  }
  return {
    unitIds: new Set(units),
    types: new Map(types.map(({ record }) => [record.id, record])),
    lockedYears: new Set((setting('locked_years') as number[] | undefined) ?? []),
    grantRules: grantRules.safeParse(setting('grant_rules')).data ?? [],
    namesContacts: setting('contact_identity') === 'named',
    known,
    latestDate: osloDate(now + 24 * 3_600_000),
    today: osloDate(now),
  };
}

async function findExisting(
  sql: Sql,
  orgId: string,
  entity: WritableEntity | 'org_units',
  ids: readonly string[] | null,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id::text FROM ${entity} WHERE org_id = $1 AND deleted_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY ($2::uuid[]))`,
    [orgId, ids],
  );
  return rows.map((row) => row.id);
}

/** Ids as they were sent; what is not an id names no record. */
function referredIds(mutations: readonly Mutation[], entity: WritableEntity): string[] {
  const ids = mutations.flatMap(({ references, changes }) => [
    ...references.filter((reference) => reference.entity === entity).map(({ id }) => id),
    ...(entity === 'contacts' ? [changes.contactId] : []),
    ...(entity === 'peer_mentors' && Array.isArray(changes.mentors)
      ? changes.mentors.map((mentor) => (mentor as { peerMentorId?: string } | null)?.peerMentorId)
      : []),
  ]);
  return [...new Set(ids.filter((id): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)))];
}

const oslo = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short' });

function osloDate(at: number): string {
  return oslo.format(new Date(at));
}
