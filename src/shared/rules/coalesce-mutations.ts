import type { Operation, Reference } from '../contracts/mutations';
import type { Json } from '../contracts/primitives';

type Fields = Record<string, Json>;

/** What a mutation says, without who made it and when. */
export type Intention = {
  operation: Operation;
  /** The values the person saw, for each field in `changes`. */
  base: Fields;
  changes: Fields;
  references: Reference[];
  /** The server's revision that the values seen belong to; null for a record that was never sent. */
  baseRevision: number | null;
  actor: string;
};

/** The newest unsettled mutation of the record. */
export type Queued = Intention & {
  state: 'pending' | 'in_flight' | 'parked';
  /** Once it was claimed, the server may know its id with what it said then. */
  wasClaimed: boolean;
  /** Whether another unsettled mutation needs the record that this one creates. */
  isReferredTo: boolean;
};

export type Coalesced =
  /** Two mutations, in the order made. */
  | { kind: 'apart' }
  /** One mutation that takes the place of the queued one and keeps its id. */
  | { kind: 'one'; intention: Intention }
  /** The record was made and removed before anybody else could know of it. */
  | { kind: 'nothing' };

const apart: Coalesced = { kind: 'apart' };

/**
 * What becomes of a queued mutation and a later one of the same record. They stay apart where the queued one may be
 * known to the server, is parked, is another person's, or saw another revision; and where the later one needs a
 * record whose creation is queued after it (`needsLater`), because the joined one keeps the earlier place.
 */
export function coalesceMutations(
  queued: Queued,
  later: Intention,
  { needsLater }: { needsLater: boolean },
): Coalesced {
  const untouchable = queued.state !== 'pending' || queued.wasClaimed || queued.actor !== later.actor;
  if (untouchable || needsLater || queued.baseRevision !== later.baseRevision) return apart;
  if (queued.operation === 'delete' || later.operation === 'create') return apart;
  if (later.operation === 'update') return { kind: 'one', intention: joinChanges(queued, later) };
  if (queued.operation === 'create') return queued.isReferredTo ? apart : { kind: 'nothing' };
  return { kind: 'one', intention: { ...later, base: { ...later.base, ...queued.base } } };
}

/** The first look counts for each field, the last word too. */
function joinChanges(queued: Queued, later: Intention): Intention {
  const { operation, baseRevision, actor } = queued;
  const changes = { ...queued.changes, ...later.changes };
  return {
    operation,
    base: operation === 'create' ? queued.base : { ...later.base, ...queued.base },
    changes,
    references: joinReferences(queued, later, changes),
    baseRevision,
    actor,
  };
}

/** A record that only a value since replaced has named is needed no more. */
function joinReferences(queued: Queued, later: Intention, changes: Fields): Reference[] {
  const before = JSON.stringify(queued.changes);
  const after = JSON.stringify(changes);
  const kept = queued.references.filter(({ id }) => after.includes(id) || !before.includes(id));
  const known = new Set(kept.map(keyOf));
  return [...kept, ...later.references.filter((reference) => !known.has(keyOf(reference)))];
}

function keyOf({ entity, id }: Reference): string {
  return `${entity} ${id}`;
}
