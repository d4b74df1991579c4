import type { SimDevice } from './device';
import type { Fields, Intent, Oracle } from './oracle';

type Line = { id: string; operation: string; outcome: string | null; payload: string };

/**
 * Finds what became of something that was saved: a mutation of its own, or one that was queued before and has taken it
 * in. What the server gets under that id is compared with everything that went into it. False when it is nowhere.
 */
export function findInQueue(device: SimDevice, oracle: Oracle, intent: Intent): boolean {
  const database = device.database();
  if ([...intent.ids].some((id) => isQueued(id))) return true;
  const lines = (database
    ?.prepare('SELECT id, operation, outcome, payload FROM outbox WHERE record_id = ? ORDER BY sequence DESC')
    .all(intent.recordId) ?? []) as Line[];
  const [host] = lines;
  if (!host || !holds(host, intent)) return false;
  intent.ids = new Set([...intent.ids, host.id]);
  oracle.touch();
  if (host.outcome !== 'withdrawn') return true;
  const joined = oracle.intentsIn(device.name, { id: host.id, recordId: String(intent.recordId) });
  // Made and taken back before anybody else knew of it.
  if (joined[0]?.operation === 'create') for (const each of joined) each.closed = 'withdrawn';
  return true;

  function isQueued(id: string): boolean {
    const sql = 'SELECT 1 FROM outbox WHERE id = ? AND record_id = coalesce(?, record_id)';
    return database?.prepare(sql).get(id, intent.recordId) !== undefined;
  }
}

function holds({ operation, outcome, payload }: Line, intent: Intent): boolean {
  if (intent.operation === 'delete') return operation === 'delete' || outcome === 'withdrawn';
  const { changes } = JSON.parse(payload) as { changes: Fields };
  return Object.entries(intent.changes).every(
    ([field, value]) => JSON.stringify(changes[field] ?? null) === JSON.stringify(value),
  );
}
