import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { SaveResult } from '../../shared/contracts/ipc';
import { appendAudit } from '../audit/append-audit';
import { readRecord } from '../database/records';
import { conflicts } from '../database/schema';
import { enqueue, type Intent } from '../outbox/enqueue';
import { type Context, saving } from './context';
import { idAfter } from './id-after';
import { changeIntent, createIntent, deleteIntent } from './intents';

type Conflict = typeof conflicts.$inferSelect;

/** The conflict has been seen; the server's values stay, and the journal keeps hers. */
export function acceptConflict(context: Context, id: string): SaveResult {
  return saving(() => {
    const open = and(eq(conflicts.id, id), eq(conflicts.state, 'open'));
    const { changes } = context.database.write(() =>
      context.database.orm.update(conflicts).set({ state: 'accepted' }).where(open).run(),
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
      const { actor, madeAt: at, entity, recordId } = intent;
      const fields = Object.keys(conflict.mine);
      appendAudit(database, [{ at, actor, action: 'applied_again', entity, recordId, fields }]);
      database.orm.update(conflicts).set({ state: 'applied_again' }).where(answeredBy(conflict)).run();
      context.onSaved([conflict.entity, 'outbox', 'conflicts']);
      return undefined;
    });
  });
}

/** What was made anew already, on another computer of hers perhaps, is changed instead. */
function makeAnew(context: Context, conflict: Conflict): Intent | null {
  const target = { entity: conflict.entity, recordId: idAfter(conflict.recordId) };
  const stands = readRecord(context.database, target.entity, target.recordId);
  if (stands) return changeAgain(context, { ...conflict, ...target });
  return createIntent(context, target, conflict.gone);
}

/** A record is made anew once, and deleted once, however many groups of it and however many edits were lost. */
function answeredBy(conflict: Conflict): SQL | undefined {
  const open = eq(conflicts.state, 'open');
  if (conflict.theirs === null)
    return and(open, eq(conflicts.recordId, conflict.recordId), isNull(conflicts.theirs));
  return deletes(conflict)
    ? and(open, eq(conflicts.mutationId, conflict.mutationId))
    : eq(conflicts.id, conflict.id);
}

/** A delete that lost wrote no values of its own. */
function deletes({ mine }: Conflict): boolean {
  return Object.keys(mine).length === 0;
}

/** Null when the record has gone meanwhile: the journal keeps what she wrote. */
function changeAgain(context: Context, conflict: Conflict): Intent | null {
  const { entity, recordId, mine } = conflict;
  const stands = readRecord(context.database, entity, recordId);
  if (!stands) return null;
  const target = { entity, recordId };
  if (deletes(conflict)) return deleteIntent(context, target, stands);
  const base = Object.fromEntries(Object.keys(mine).map((field) => [field, stands[field] ?? null]));
  return changeIntent(context, target, { changes: mine, base });
}
