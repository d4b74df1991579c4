import type { ActivityFields } from '../../shared/contracts/activity';
import { fieldSchemas, type WritableEntity } from '../../shared/contracts/entities';
import type { Json } from '../../shared/contracts/primitives';
import type { MirrorRecord } from '../database/records';
import type { Intent } from '../outbox/enqueue';
import type { Context } from './context';
import { activityReferences } from './save-activities';

type Fields = Record<string, Json>;
type Target = { entity: WritableEntity; recordId: string };

/** A change of the fields given; `base` holds what stands in them now. */
export function changeIntent(
  context: Context,
  target: Target,
  fields: { changes: Fields; base: Fields },
): Intent {
  return { ...intentOf(context, target, fields.changes), operation: 'update', base: fields.base };
}

/** A delete of the record as it stands. */
export function deleteIntent(context: Context, target: Target, stands: MirrorRecord): Intent {
  const { id: _id, revision: _revision, ...base } = stands;
  return { ...intentOf(context, target, {}), operation: 'delete', base };
}

/** The record anew, from a copy of it; null when the copy does not hold all that a record must. */
export function createIntent(context: Context, target: Target, copy: Fields | null): Intent | null {
  const fields = fieldSchemas[target.entity].safeParse(copy);
  if (!fields.success) return null;
  return {
    ...intentOf(context, target, fields.data as unknown as Fields),
    operation: 'create',
    base: {},
  };
}

function intentOf(context: Context, { entity, recordId }: Target, changes: Fields) {
  return {
    id: context.newId(),
    entity,
    recordId,
    changes,
    references: entity === 'activities' ? activityReferences(changes as Partial<ActivityFields>) : [],
    madeAt: context.now(),
    actor: context.actor(),
  };
}
