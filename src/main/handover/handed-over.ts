import type { Database } from '../database/open-database';
import type { HandoverContent } from './handover-content';

/** What a finished file holds: ids, and for rows of entry sessions when each was last changed. */
export type HandedOver = {
  mutations: ReadonlySet<unknown>;
  conflicts: ReadonlySet<unknown>;
  drafts: ReadonlyMap<unknown, unknown>;
};

export function handedOver({ outbox, conflicts, drafts }: HandoverContent): HandedOver {
  return {
    mutations: new Set(outbox.map(({ id }) => id)),
    conflicts: new Set(conflicts.map(({ id }) => id)),
    drafts: new Map(drafts.map(({ id, updated_at: updatedAt }) => [id, updatedAt])),
  };
}

/**
 * Whether everything that is kept only here lies in that file. A mutation in it is never changed under its id again,
 * so that the id is enough.
 */
export function isAllHandedOver(database: Database, file: HandedOver | null): boolean {
  if (!file) return false;
  const ids = (sql: string) => database.prepare(sql).pluck().all();
  const open = ids(`SELECT id FROM outbox WHERE state IN ('pending', 'in_flight', 'parked')`);
  const conflicts = ids(`SELECT id FROM conflicts WHERE state = 'open'`);
  const rows = database
    .prepare(`SELECT id, updated_at AS at FROM drafts WHERE removed_at IS NULL AND cells <> '{}'`)
    .all() as { id: unknown; at: unknown }[];
  return (
    open.every((id) => file.mutations.has(id)) &&
    conflicts.every((id) => file.conflicts.has(id)) &&
    rows.every(({ id, at }) => file.drafts.get(id) === at)
  );
}
