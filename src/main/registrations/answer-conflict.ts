import { eq } from 'drizzle-orm';
import type { ActivityFields } from '../../shared/contracts/activity';
import { fieldSchemas } from '../../shared/contracts/entities';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Json } from '../../shared/contracts/primitives';
import { conflicts } from '../database/schema';
import { enqueue, type Intent } from '../outbox/enqueue';
import { type Context, saving } from './context';
import { activityReferences } from './save-activities';

/** The conflict has been seen; the server's values stay, and the journal keeps hers. */
export function acceptConflict(context: Context, id: string): SaveResult {
  return saving(() => {
    const { changes } = context.database.write(() =>
      context.database.orm.update(conflicts).set({ state: 'accepted' }).where(eq(conflicts.id, id)).run(),
    );
    if (changes === 0) return { kind: 'not_found' };
    context.onSaved(['conflicts']);
    return undefined;
  });
}

/**
 * Makes a new change with her values on what stands now. A record that was deleted there is made anew, whole and
 * under a new id, because the old one stays deleted for everybody.
 */
export function applyAgain(context: Context, id: string): SaveResult {
  return saving(() => {
    const { database } = context;
    return database.write(() => {
      const conflict = database.orm.select().from(conflicts).where(eq(conflicts.id, id)).get();
      if (conflict?.state !== 'open') return { kind: 'not_found' } as const;
      const intent = conflict.theirs === null ? makeAnew(context, conflict) : changeAgain(context, conflict);
      if (!intent) return { kind: 'not_found' } as const;
      enqueue(database, [intent], intent.madeAt);
      // A record is made anew once, however many groups of it were edited.
      const answered =
        conflict.theirs === null ? eq(conflicts.mutationId, conflict.mutationId) : eq(conflicts.id, id);
      database.orm.update(conflicts).set({ state: 'applied_again' }).where(answered).run();
      context.onSaved([conflict.entity, 'outbox', 'conflicts']);
      return undefined;
    });
  });
}

type Conflict = typeof conflicts.$inferSelect;

function changeAgain(context: Context, { entity, recordId, mine, theirs }: Conflict): Intent {
  const deletes = Object.keys(mine).length === 0;
  return {
    ...intentOf(context, entity, mine),
    operation: deletes ? 'delete' : 'update',
    recordId,
    base: theirs ?? {},
  };
}

function makeAnew(context: Context, { entity, gone }: Conflict): Intent | null {
  const fields = fieldSchemas[entity].safeParse(gone);
  if (!fields.success) return null;
  return {
    ...intentOf(context, entity, fields.data as unknown as Record<string, Json>),
    operation: 'create',
    recordId: context.newId(),
    base: {},
  };
}

function intentOf(context: Context, entity: Conflict['entity'], changes: Record<string, Json>) {
  return {
    id: context.newId(),
    entity,
    changes,
    references: entity === 'activities' ? activityReferences(changes as Partial<ActivityFields>) : [],
    madeAt: context.now(),
    actor: context.actor(),
  };
}
