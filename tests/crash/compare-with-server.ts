import type { RunningServer } from '../../server/start-server';

/** What the app has acknowledged, by id of the row (which becomes the registration's id). */
export type Ledger = {
  /** Rows answered "saved": id → note. */
  drafts: Map<string, string>;
  /** Rows of finished sessions. */
  registered: Map<string, string>;
  /** The last acknowledged edit of a registration's note. */
  notes: Map<string, string>;
};

/** Asks the server's database, not the app, what has arrived. */
export async function compareWithServer(server: RunningServer, ledger: Ledger) {
  const rows = await server.sql<{ id: string; note: string }>(
    `SELECT id, note FROM activities WHERE note LIKE 'crash-%' AND deleted_at IS NULL`,
  );
  const noteOf = new Map(rows.map(({ id, note }) => [id, note]));
  const markers = rows.map(({ note }) => note.replace('-edited', ''));
  const effects = await server.sql<{ n: string }>(
    `SELECT count(*) AS n FROM audit_log WHERE action = 'create' AND record_id = ANY($1) GROUP BY record_id HAVING count(*) > 1`,
    [[...noteOf.keys()]],
  );
  return {
    delivered: rows.length,
    lost: [...ledger.drafts.keys()].filter((id) => !noteOf.has(id)).length,
    // An edit that was acknowledged has to stand, or a later one of the same record.
    editsLost: [...ledger.notes].filter(([id]) => !noteOf.get(id)?.endsWith('-edited')).length,
    duplicated:
      rows.length -
      new Set(rows.map(({ id }) => id)).size +
      (markers.length - new Set(markers).size) +
      effects.length,
  };
}
