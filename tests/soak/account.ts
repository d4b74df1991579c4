import type { RunningServer } from '../../server/start-server';
import type { DeviceProcess } from './device-process';
import type { DeviceReport } from './messages';

export type Account = { lost: number; duplicated: number; diverged: number };
export type Reported = { device: DeviceProcess; report: DeviceReport };

/** Finds every acknowledged save: stored by the server, or kept and shown on its device. `server`: on the soak's folder. */
export async function account(server: RunningServer, devices: Reported[]): Promise<Account> {
  const stored = await server.sql<{ note: string | null }>(
    `SELECT result->'record'->>'note' AS note FROM mutations WHERE result->>'outcome' IN ('applied', 'merged')`,
  );
  const storedNotes = new Set(stored.map(({ note }) => note));
  let lost = 0;
  let diverged = 0;
  for (const { device, report } of devices) {
    const shown = new Set([...report.kept, ...report.conflicted]);
    const found = new Set<string>();
    // From the newest back: an edit that was never claimed may have travelled inside a newer one of the same record.
    for (const { recordId, note } of [...device.saved].reverse()) {
      if (storedNotes.has(note) || shown.has(note)) found.add(recordId);
      if (found.has(recordId)) continue;
      lost += 1;
      console.error(`lost: ${note} of ${recordId} on ${device.name}`);
    }
    diverged += await differences(server, device.email, report);
  }
  return { lost, duplicated: await doubled(server), diverged };
}

/** Records made twice, registrations stored under two ids, and records with more effects than mutations that asked for them. */
async function doubled(server: RunningServer): Promise<number> {
  const found = await Promise.all([
    server.sql(
      `SELECT record_id FROM audit_log WHERE action = 'create' AND entity = 'activities'
       GROUP BY record_id HAVING count(*) > 1`,
    ),
    server.sql(
      `SELECT result->'record'->>'note' FROM mutations WHERE result->>'outcome' = 'applied'
       AND result->'record'->>'revision' = '1' AND result->'record'->>'note' LIKE 'soak-%'
       GROUP BY 1 HAVING count(*) > 1`,
    ),
    server.sql(
      `SELECT a.record_id FROM
         (SELECT record_id, count(*) AS n FROM audit_log
          WHERE device_id IS NOT NULL AND entity = 'activities' GROUP BY 1) a
       LEFT JOIN
         (SELECT result->'record'->>'id' AS id, count(*) AS n FROM mutations
          WHERE result->>'outcome' IN ('applied', 'merged', 'conflict') GROUP BY 1) m ON m.id = a.record_id::text
       WHERE a.n > coalesce(m.n, 0)`,
    ),
  ]);
  return found.flat().length;
}

async function differences(server: RunningServer, email: string, report: DeviceReport): Promise<number> {
  const rows = await server.sql<{ id: string; revision: number | string; note: string }>(
    `SELECT a.id::text, a.revision, a.note FROM activities a JOIN users p ON p.email = $1 AND p.org_id = a.org_id
     WHERE a.deleted_at IS NULL AND (p.role = 'org_admin' OR EXISTS (SELECT FROM user_units u
       WHERE u.org_id = a.org_id AND u.user_id = p.id AND u.unit_id = a.unit_id))`,
    [email],
  );
  const there = new Map(rows.map(({ id, revision, note }) => [id, `${revision} ${note}`]));
  const here = new Map(report.mirror.map(([id, revision, note]) => [id, `${revision} ${note}`]));
  const ids = new Set([...there.keys(), ...here.keys()]);
  const ownView = new Set(report.keptRecords);
  return [...ids].filter((id) => !ownView.has(id) && there.get(id) !== here.get(id)).length;
}
