import { createHash } from 'node:crypto';
import type { WritableEntity } from '../../src/shared/contracts/entities';
import type { Mutation } from '../../src/shared/contracts/mutations';
import type { Json } from '../../src/shared/contracts/primitives';
import { canonicalText } from './same-value';

/** Without its number, which is its place in one computer's queue: a second one offers it under a number of its own. */
export function hashBody(entity: WritableEntity, { sequence: _, ...said }: Mutation): string {
  return hash({ entity, mutation: said as unknown as Json });
}

/**
 * Whether one of them has the id of another mutation, in the ledger or in the request itself. `storedHash`: what the
 * ledger has of an id.
 */
export function reusesId(
  entity: WritableEntity,
  mutations: readonly Mutation[],
  storedHash: (id: string) => string | undefined,
): boolean {
  const seen = new Map<string, string>();
  return mutations.some((mutation) => {
    const numbered = hashNumbered(entity, mutation);
    const before = seen.get(mutation.id) ?? numbered;
    seen.set(mutation.id, numbered);
    const stored = storedHash(mutation.id) ?? numbered;
    return before !== numbered || (stored !== numbered && stored !== hashBody(entity, mutation));
  });
}

/** As lines of the ledger were hashed before a mutation could change its computer. */
function hashNumbered(entity: WritableEntity, mutation: Mutation): string {
  return hash({ entity, mutation: mutation as unknown as Json });
}

function hash(body: Json): string {
  return createHash('sha256').update(canonicalText(body)).digest('hex');
}
