import { and, asc, eq, isNull } from 'drizzle-orm';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Template } from '../../shared/contracts/templates';
import { templates } from '../database/schema';
import { type Context, saving } from './context';

/** Templates of a unit, by name. They stay on this computer: nobody else's session begins with them. */
export function listTemplates({ database }: Context, unitId: string): Template[] {
  return database.orm
    .select({
      id: templates.id,
      name: templates.name,
      header: templates.header,
      mentorIds: templates.mentorIds,
    })
    .from(templates)
    .where(and(eq(templates.unitId, unitId), isNull(templates.removedAt)))
    .orderBy(asc(templates.name))
    .all();
}

export function saveTemplate(
  { database, newId, now }: Context,
  { name, header, mentorIds }: Omit<Template, 'id'>,
): { id: string | null; result: SaveResult } {
  const id = newId();
  const values = { id, unitId: header.unitId, name, header, mentorIds, updatedAt: now() };
  const result = saving(() => {
    database.write(() => database.orm.insert(templates).values(values).run());
    return undefined;
  });
  return { id: result.kind === 'saved' ? id : null, result };
}

/** What of a template is changed: its name, or whether it is there. */
type Change = { name: string } | { removedAt: number | null };

export function changeTemplate({ database, now }: Context, id: string, change: Change): SaveResult {
  return saving(() => {
    const { changes } = database.write(() =>
      database.orm
        .update(templates)
        .set({ ...change, updatedAt: now() })
        .where(eq(templates.id, id))
        .run(),
    );
    return changes === 0 ? { kind: 'not_found' } : undefined;
  });
}
