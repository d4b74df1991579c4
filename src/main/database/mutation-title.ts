import type { WritableEntity } from '../../shared/contracts/entities';
import type { Database } from './open-database';
import type { OutboxRow } from './schema';

/**
 * What a person calls the record that a mutation is about: a name, or mentors and a date. Taken from the mutation
 * where it says so, because the record may be gone.
 */
export function mutationTitle(
  database: Database,
  { entity, recordId: id, payload }: Pick<OutboxRow, 'entity' | 'recordId' | 'payload'>,
): string {
  const known: Record<string, unknown> = { ...payload.base, ...payload.changes };
  if (entity === 'peer_mentors')
    return String(known.displayName ?? nameOf(database, 'peer_mentors', 'display_name', id));
  if (entity === 'contacts') return String(known.pseudonym ?? nameOf(database, 'contacts', 'pseudonym', id));
  const row = database.prepare('SELECT occurred_on AS on_date FROM activities WHERE id = ?').get(id) as
    | { on_date: string }
    | undefined;
  const mentors =
    (known.mentors as { peerMentorId: string }[] | undefined)?.map(({ peerMentorId }) => peerMentorId) ??
    mentorsOf(database, id);
  const names = mentors.map((mentor) => nameOf(database, 'peer_mentors', 'display_name', mentor));
  const date = String(known.occurredOn ?? row?.on_date ?? '');
  return [names.join(', '), date].filter((part) => part !== '').join(' · ');
}

function mentorsOf(database: Database, activityId: string): string[] {
  const rows = database
    .prepare(`SELECT peer_mentor_id AS id FROM activity_mentors WHERE activity_id = ? ORDER BY role = 'with'`)
    .all(activityId) as { id: string }[];
  return rows.map(({ id }) => id);
}

function nameOf(database: Database, table: WritableEntity, column: string, id: string): string {
  const row = database.prepare(`SELECT ${column} AS name FROM ${table} WHERE id = ?`).get(id) as
    | { name: string }
    | undefined;
  return row?.name ?? '–';
}
