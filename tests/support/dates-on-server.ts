import type { RunningServer } from '../../server/start-server';

/** The dates of the registrations that the server holds with this note. */
export async function datesOnServer(server: RunningServer, note: string): Promise<string[]> {
  const rows = await server.sql<{ date: string }>(
    'SELECT occurred_on::text AS date FROM activities WHERE note = $1 AND deleted_at IS NULL',
    [note],
  );
  return rows.map(({ date }) => date);
}
