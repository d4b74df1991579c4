import { timeOfId } from '../../shared/rules/make-id';
import type { Context } from './context';

/**
 * Which of two registrations was made first: the later one is asked whether its participants are new. Of her own, when
 * she finished the row counts, not when she began it: what came in between stood already when she was asked. Ids made
 * on a device tell of others.
 */
export function madeBefore({ database }: Context) {
  const finishedAt = database
    .prepare(`SELECT max(made_at) FROM outbox WHERE record_id = ? AND operation = 'create'`)
    .pluck();
  const known = new Map<string, number>();
  const madeAt = (id: string) => {
    const at = known.get(id) ?? (finishedAt.get(id) as number | null) ?? timeOfId(id) ?? 0;
    known.set(id, at);
    return at;
  };
  return (one: string, other: string): number =>
    madeAt(one) - madeAt(other) || (one < other ? -1 : one > other ? 1 : 0);
}
