import type { RunningServer } from '../../server/start-server';

/** Locks these years for everybody, without telling the devices that listen: what they send next is refused. */
export async function lockYears(server: RunningServer, years: number[]): Promise<void> {
  await server.asOwner(async (sql) => {
    await sql.run("SET LOCAL feltbok.unannounced = 'on'");
    await sql.query(`UPDATE settings SET value = $1::jsonb WHERE key = 'locked_years'`, [
      JSON.stringify(years),
    ]);
  });
}
