import type { WritableEntity } from '../../shared/contracts/entities';
import { chooseBatches } from '../../shared/rules/choose-batches';
import { countMutations } from '../database/count-work';
import type { Database } from '../database/open-database';
import { listCandidates } from '../outbox/claim';

export type NextBatch = {
  entity: WritableEntity;
  ids: string[];
  /** How many mutations are left to send, as far as is known, this batch among them. */
  left: number;
};

/** Two full batches: few enough to be listed and judged within a few milliseconds. */
const sliceRows = 1000;

/**
 * Walks through the queue once, slice by slice, so that the cost of a run grows with the length of the queue and no
 * faster. Each call judges the slice anew, because what was saved or refused meanwhile may have changed it, and
 * answers the next batch; null when the end is reached. What is claimed in the same turn is what was chosen.
 * What is saved from now on is the next run's: a queue that grows as fast as it is sent would never let the pull begin.
 */
export function createChooser(database: Database): (now: number) => NextBatch | null {
  const held = { newest: new Map<string, string>(), creations: new Map<string, string>() };
  const newest = database.prepare('SELECT max(sequence) FROM outbox').pluck().get() as number | null;
  let passed = 0;
  let slice: { after: number; until: number | undefined } = { after: 0, until: undefined };
  return (now) => {
    for (;;) {
      const rows = listCandidates(database, {
        after: slice.after,
        until: slice.until ?? newest ?? 0,
        limit: sliceRows,
      });
      const until = slice.until ?? rows.at(-1)?.sequence;
      if (until === undefined) return null;
      slice.until = until;
      const choice = chooseBatches(rows, now, held);
      const [first] = choice.batches;
      const waiting = rows.filter(({ state }) => state !== 'parked').length;
      if (first) {
        const chosen = choice.batches.reduce((sum, { ids }) => sum + ids.length, 0);
        return { ...first, left: countMutations(database).waiting - passed - (waiting - chosen) };
      }
      for (const [key, id] of choice.held.newest) held.newest.set(key, id);
      for (const [key, id] of choice.held.creations) held.creations.set(key, id);
      passed += waiting;
      slice = { after: until, until: undefined };
    }
  };
}
