import type { ActivityFields } from '../../shared/contracts/activity';
import type { Reference } from '../../shared/contracts/mutations';
import type { Json } from '../../shared/contracts/primitives';
import { enqueue, type Intent } from '../outbox/enqueue';
import type { Context } from './context';

/** Registers new activities: one transaction, however many. The id of each is made before, so that a row keeps it. */
export function saveActivities(context: Context, activities: { id: string; fields: ActivityFields }[]): void {
  const madeAt = context.now();
  const intents: Intent[] = activities.map(({ id, fields }) => ({
    id: context.newId(),
    operation: 'create',
    entity: 'activities',
    recordId: id,
    changes: fields as unknown as Record<string, Json>,
    base: {},
    references: activityReferences(fields),
    madeAt,
    actor: context.actor(),
  }));
  enqueue(context.database, intents, madeAt);
}

/** The records an activity needs, in the fields given. */
export function activityReferences(fields: Partial<ActivityFields>): Reference[] {
  return [
    ...(fields.mentors ?? []).map(({ peerMentorId }) => ({
      entity: 'peer_mentors' as const,
      id: peerMentorId,
    })),
    ...(fields.contactId ? [{ entity: 'contacts' as const, id: fields.contactId }] : []),
    ...(fields.activityTypeId ? [{ entity: 'activity_types' as const, id: fields.activityTypeId }] : []),
  ];
}
