import { type WritableEntity, writableEntities } from '../../shared/contracts/entities';
import { schemaVersion } from '../../shared/contracts/mutations';
import { coalesceMutations, type Intention, type Queued } from '../../shared/rules/coalesce-mutations';
import type { Database } from '../database/open-database';
import type { Payload } from '../database/schema';

/** An intent, as far as joining it with another goes. */
type Edit = Omit<Intention, 'baseRevision'> & { entity: WritableEntity; recordId: string };

/**
 * Joins an intent with the newest queued mutation of its record where that is allowed, in the transaction of the
 * save: what is queued is at every moment what would be sent. False when the intent needs a row of its own.
 */
export function coalesceIntent(
  database: Database,
  intent: Edit,
  { baseRevision, now }: { baseRevision: number | null; now: number },
): boolean {
  if (intent.operation === 'create') return false;
  const row = newestQueued(database, intent);
  if (!row) return false;
  const queued: Queued = {
    ...(JSON.parse(row.payload) as Payload),
    operation: row.operation,
    baseRevision: row.baseRevision,
    actor: row.actor,
    state: row.state,
    wasClaimed: row.claimedAt !== null,
    isReferredTo: intent.operation === 'delete' && isReferredTo(database, intent, row.sequence),
  };
  const answer = coalesceMutations(
    queued,
    { ...intent, baseRevision },
    { needsLater: needsLater(database, intent, row.sequence) },
  );
  if (answer.kind === 'apart') return false;
  if (answer.kind === 'nothing') withdraw(database, row.sequence, now);
  else rewrite(database, row.sequence, answer.intention);
  return true;
}

type Row = Pick<Queued, 'operation' | 'baseRevision' | 'actor' | 'state'> & {
  sequence: number;
  claimedAt: number | null;
  payload: string;
};

function newestQueued(database: Database, { entity, recordId }: Edit): Row | undefined {
  // `+state` keeps the planner on the index by record, however long the queue is.
  return database
    .prepare(
      // One of another shape is not joined with today's; it counts as taken already.
      `SELECT sequence, operation, base_revision AS baseRevision, actor, state, payload,
         iif(schema_version = ${schemaVersion}, claimed_at, 0) AS claimedAt
       FROM outbox WHERE record_id = ? AND entity = ? AND +state IN ('pending', 'in_flight', 'parked')
       ORDER BY sequence DESC LIMIT 1`,
    )
    .get(recordId, entity) as Row | undefined;
}

/** Parents come first in the order of entities, so that nothing refers to the last of them. */
function isReferredTo(database: Database, { entity, recordId }: Edit, sequence: number): boolean {
  if (entity === writableEntities.at(-1)) return false;
  return (
    database
      .prepare(
        `SELECT 1 FROM outbox o, json_each(o.payload, '$.references') r
       WHERE o.state IN ('pending', 'in_flight', 'parked') AND o.sequence > ? AND r.value ->> 'id' = ? LIMIT 1`,
      )
      .get(sequence, recordId) !== undefined
  );
}

function needsLater(database: Database, { references }: Edit, sequence: number): boolean {
  if (references.length === 0) return false;
  return (
    database
      .prepare(
        `SELECT 1 FROM json_each(?) r JOIN outbox o ON o.record_id = r.value AND o.sequence > ?
       WHERE o.operation = 'create' AND +o.state IN ('pending', 'in_flight', 'parked') LIMIT 1`,
      )
      .get(JSON.stringify(references.map(({ id }) => id)), sequence) !== undefined
  );
}

function rewrite(
  database: Database,
  sequence: number,
  { operation, base, changes, references }: Intention,
): void {
  database
    .prepare('UPDATE outbox SET operation = ?, payload = ? WHERE sequence = ?')
    .run(operation, JSON.stringify({ base, changes, references }), sequence);
}

/** Kept for the 30 days like everything that is settled, but never offered to anybody. */
function withdraw(database: Database, sequence: number, now: number): void {
  database
    .prepare(`UPDATE outbox SET state = 'settled', outcome = 'withdrawn', settled_at = ? WHERE sequence = ?`)
    .run(now, sequence);
}
