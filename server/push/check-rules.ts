import type { ActivityFields } from '../../src/shared/contracts/activity';
import type { WritableEntity } from '../../src/shared/contracts/entities';
import type { Problem, Reference } from '../../src/shared/contracts/mutations';
import type { Fields } from './decide-mutation';
import type { OrgRules } from './read-org-rules';

export type Scope = readonly string[] | 'all';

export type Proposed = {
  entity: WritableEntity;
  /** The record as it stands; null when it is new. */
  before: Fields | null;
  /** The record as it would be; null when it would be deleted. */
  after: Fields | null;
  /** The fields that differ. */
  touched: ReadonlySet<string>;
  references: readonly Reference[];
};

/** What the organisation's rules say against a record as it would become; null when nothing. */
export function checkRules(proposed: Proposed, rules: OrgRules, scope: Scope): Problem | null {
  return (
    checkUnit(proposed, rules, scope) ??
    checkYears(proposed, rules) ??
    checkReferences(proposed, rules) ??
    checkContact(proposed, rules) ??
    checkActivity(proposed, rules)
  );
}

function unitFieldOf(entity: WritableEntity): 'homeUnitId' | 'unitId' {
  return entity === 'peer_mentors' ? 'homeUnitId' : 'unitId';
}

function checkUnit({ entity, after, touched }: Proposed, rules: OrgRules, scope: Scope): Problem | null {
  const field = unitFieldOf(entity);
  if (after === null || !touched.has(field)) return null;
  const unitId = String(after[field]);
  if (scope !== 'all' && !scope.includes(unitId)) return { code: 'out_of_scope', field };
  return rules.unitIds.has(unitId) ? null : { code: 'unknown_reference', field };
}

/** Neither what is reported for a locked year nor what would be may change. */
function checkYears({ entity, before, after }: Proposed, rules: OrgRules): Problem | null {
  if (entity !== 'activities') return null;
  const locked = [before, after].some(
    (record) => record !== null && rules.lockedYears.has(Number(String(record.occurredOn).slice(0, 4))),
  );
  return locked ? { code: 'year_locked', field: 'occurredOn' } : null;
}

function checkReferences({ after, touched, references }: Proposed, rules: OrgRules): Problem | null {
  if (after === null) return null;
  const named = namedReferences(after as Partial<ActivityFields>).filter(({ field }) => touched.has(field));
  const unknown = named.find(({ entity, id }) => !rules.known.has(`${entity} ${id}`));
  if (unknown) return { code: 'unknown_reference', field: unknown.field };
  const other = references.some(({ entity, id }) => !rules.known.has(`${entity} ${id}`));
  return other ? { code: 'unknown_reference', field: 'references' } : null;
}

function namedReferences(fields: Partial<ActivityFields>): (Reference & { field: string })[] {
  const named: (Reference & { field: string })[] = [];
  if (fields.activityTypeId)
    named.push({ field: 'activityTypeId', entity: 'activity_types', id: fields.activityTypeId });
  if (fields.contactId) named.push({ field: 'contactId', entity: 'contacts', id: fields.contactId });
  for (const mentor of fields.mentors ?? [])
    named.push({ field: 'mentors', entity: 'peer_mentors', id: mentor.peerMentorId });
  return named;
}

/** How somebody is reached tells who it is: only where the organisation has people's names. */
function checkContact({ entity, after, touched }: Proposed, rules: OrgRules): Problem | null {
  if (entity !== 'contacts' || after === null || rules.namesContacts) return null;
  const told = ['phone', 'email'].find((field) => touched.has(field) && (after[field] ?? null) !== null);
  return told ? { code: 'validation', field: told } : null;
}

function checkActivity({ entity, after, touched }: Proposed, rules: OrgRules): Problem | null {
  if (entity !== 'activities' || after === null) return null;
  const { occurredOn, activityTypeId, participantsCount } = after as unknown as ActivityFields;
  const type = rules.types.get(activityTypeId);
  const dateOrType = touched.has('occurredOn') || touched.has('activityTypeId');
  if (touched.has('occurredOn') && occurredOn > rules.latestDate)
    return { code: 'validation', field: 'occurredOn' };
  if (dateOrType && type && !(type.validFrom <= occurredOn && occurredOn <= (type.validTo ?? '9999-12-31')))
    return { code: 'type_retired', field: 'activityTypeId' };
  const countOrType = touched.has('participantsCount') || touched.has('activityTypeId');
  if (countOrType && participantsCount === 0 && type && !type.allowsZeroParticipants)
    return { code: 'validation', field: 'participantsCount' };
  return null;
}
