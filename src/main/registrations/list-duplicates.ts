import type { DuplicateLine } from '../../shared/contracts/ipc';
import type { Context } from './context';
import { findTwins } from './find-twins';

/** Her newest registrations are looked at; older ones have been judged by whoever reads the lists. */
const lookedAt = 500;

/**
 * Registrations that she made lately and that look like another one, of her own or of somebody else's: the same
 * responsible mentor, day and kind. A pair is gone once the later one says whether its participants were others.
 */
export function listDuplicates(context: Context): DuplicateLine[] {
  const { database } = context;
  // Written out, because only so does the planner begin at the few that are hers.
  const near = database
    .prepare(
      `WITH hers AS (
         SELECT record_id AS id, max(made_at) AS madeAt FROM outbox
         WHERE entity = 'activities' AND operation = 'create' AND coalesce(outcome, '') NOT IN ('withdrawn', 'discarded', 'reopened')
         GROUP BY record_id ORDER BY madeAt DESC LIMIT ${lookedAt})
       SELECT DISTINCT other.id AS id, mine.id AS mineId, hers.madeAt AS madeAt FROM hers
       JOIN activities mine ON mine.id = hers.id
       JOIN activity_mentors m ON m.activity_id = mine.id AND m.role = 'responsible'
       JOIN activity_mentors n ON n.peer_mentor_id = m.peer_mentor_id AND n.role = 'responsible'
       JOIN activities other ON other.id = n.activity_id AND other.occurred_on = mine.occurred_on AND other.id <> mine.id`,
    )
    .all() as { id: string; mineId: string; madeAt: number }[];
  const madeAt = new Map(near.map((each) => [each.mineId, each.madeAt]));
  const ids = near.flatMap(({ id, mineId }) => [id, mineId]);
  return findTwins(context, ids).flatMap(({ later, earlier }) => {
    const isMine = madeAt.has(later.id);
    if (!isMine && !madeAt.has(earlier.id)) return [];
    const [mine, other] = isMine ? [later, earlier] : [earlier, later];
    return [{ mine, other, mineAt: madeAt.get(mine.id) ?? 0 }];
  });
}
