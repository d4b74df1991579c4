import type { OrgRules } from '../../../server/push/read-org-rules';
import { type ActivityType, grantRules } from '../../../src/shared/contracts/reference';
import type { Store, StoredRow } from './store';

const oslo = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short' });

/** What the organisation's tables say at this moment, as the push route reads it. */
export function readOrgRules(store: Store, orgId: string, now: number): OrgRules {
  const rows = [...store.rows()].filter((row) => row.orgId === orgId && !row.deleted);
  const of = (entity: StoredRow['entity']) => rows.filter((row) => row.entity === entity);
  const setting = (key: string) => of('settings').find(({ record }) => record.key === key)?.record.value;
  return {
    unitIds: new Set(of('org_units').map(({ record }) => String(record.id))),
    types: new Map(
      of('activity_types').map(({ record }) => [String(record.id), record as unknown as ActivityType]),
    ),
    lockedYears: new Set((setting('locked_years') as number[] | undefined) ?? []),
    grantRules: grantRules.safeParse(setting('grant_rules')).data ?? [],
    namesContacts: setting('contact_identity') === 'named',
    known: new Set(rows.map(({ entity, record }) => `${entity} ${record.id}`)),
    latestDate: oslo.format(new Date(now + 24 * 3_600_000)),
    today: oslo.format(new Date(now)),
  };
}
