import { eq } from 'drizzle-orm';
import {
  type ActivityQuestion,
  activityQuestion,
  type SavedView,
} from '../../shared/contracts/activity-list';
import type { SaveResult } from '../../shared/contracts/ipc';
import { savedViews } from '../database/schema';
import { type Context, saving } from './context';

/** By name. A view that another version of the app saved, and that this one does not understand, is left out. */
export function listViews({ database }: Context): SavedView[] {
  const collator = new Intl.Collator('nb');
  return database.orm
    .select()
    .from(savedViews)
    .all()
    .filter(({ question }) => activityQuestion.safeParse(question).success)
    .sort((one, other) => collator.compare(one.name, other.name));
}

/** Keeps the question under the name; one of the same name is replaced. */
export function saveView(
  context: Context,
  { name, question }: { name: string; question: ActivityQuestion },
): { id: string | null; result: SaveResult } {
  const { database, newId, now } = context;
  const same = listViews(context).find((view) => sameName(view.name, name));
  const id = same?.id ?? newId();
  const result = saving(() => {
    const values = { id, name: name.trim(), question, updatedAt: now() };
    database.write(() =>
      database.orm
        .insert(savedViews)
        .values(values)
        .onConflictDoUpdate({ target: savedViews.id, set: values })
        .run(),
    );
    return undefined;
  });
  return { id: result.kind === 'saved' ? id : null, result };
}

export function removeView({ database }: Context, id: string): SaveResult {
  return saving(() => {
    database.write(() => database.orm.delete(savedViews).where(eq(savedViews.id, id)).run());
    return undefined;
  });
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase('nb') === other.trim().toLocaleLowerCase('nb');
}
