import { activity, activityFields, activityGroups } from './activity';
import { contact, contactFields, contactGroups } from './contact';
import { peerMentor, peerMentorFields, peerMentorGroups } from './peer-mentor';
import { activityType, orgUnit, setting } from './reference';

/** Every mirrored entity, parents before the records that refer to them. */
export const entityNames = [
  'org_units',
  'activity_types',
  'settings',
  'contacts',
  'peer_mentors',
  'activities',
] as const;
export type EntityName = (typeof entityNames)[number];

/** Entities a coordinator may change, in the order in which they are sent. */
export const writableEntities = ['contacts', 'peer_mentors', 'activities'] as const;
export type WritableEntity = (typeof writableEntities)[number];

/** The record as the server holds it and as it is read here. */
export const recordSchemas = {
  org_units: orgUnit,
  activity_types: activityType,
  settings: setting,
  contacts: contact,
  peer_mentors: peerMentor,
  activities: activity,
} as const;

/** The fields of a record in the order in which a page lists them: `id` and `revision` first. */
export function recordFields(entity: EntityName): readonly string[] {
  const rest = Object.keys(recordSchemas[entity].shape).filter(
    (field) => field !== 'id' && field !== 'revision',
  );
  return ['id', 'revision', ...rest];
}

/** What a mutation may touch. */
export const fieldSchemas = {
  contacts: contactFields,
  peer_mentors: peerMentorFields,
  activities: activityFields,
} as const;

export const fieldGroups: Record<WritableEntity, Record<string, readonly string[]>> = {
  contacts: contactGroups,
  peer_mentors: peerMentorGroups,
  activities: activityGroups,
};
