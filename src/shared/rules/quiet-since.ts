import type { CalendarDate, Id } from '../contracts/primitives';
import type { MissingMentor } from './who-is-missing';

type Heard = { id: Id; lastOn: CalendarDate | null };

/**
 * Since when mentors have been quieter than is usual for them, by the rule of `whoIsMissing`: the day on which each was
 * last heard of, or `never`; null of one who is not missing.
 */
export function quietSince(
  missing: readonly Pick<MissingMentor, 'id' | 'kind'>[],
): (mentor: Heard) => CalendarDate | 'never' | null {
  const quiet = new Set(missing.filter(({ kind }) => kind !== 'not_yet').map(({ id }) => id));
  return ({ id, lastOn }) => (quiet.has(id) ? (lastOn ?? 'never') : null);
}
