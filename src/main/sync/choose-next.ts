import type { WritableEntity } from '../../shared/contracts/entities';
import { type Candidate, chooseBatches } from '../../shared/rules/choose-batches';
import { countMutations } from '../database/count-work';
import type { Database } from '../database/open-database';
import { listCandidates } from '../outbox/claim';

export type NextBatch = {
  entity: WritableEntity;
  ids: string[];
  /** How many mutations are left to send, as far as is known, this batch among them. */
  left: number;
};

/** Two full batches, one of which may be on its way: few enough to be listed and judged within a few milliseconds. */
const windowRows = 1000;

/**
 * Walks through the queue once, by a window on its front, so that the cost of a run grows with the length of the queue
 * and no faster. Each call judges the window anew, because what was saved, settled or refused meanwhile may have
 * changed it, and answers the next batch; null when nothing more can go before what is on its way is settled, and
 * when the end is reached. What is claimed in the same turn is what was chosen.
 * What is saved from now on is the next run's: a queue that grows as fast as it is sent would never let the pull begin.
 */
export function createChooser(database: Database): (now: number) => NextBatch | null {
  const held = { newest: new Map<string, string>(), creations: new Map<string, string>() };
  const newest = (database.prepare('SELECT max(sequence) FROM outbox').pluck().get() as number | null) ?? 0;
  let passed = 0;
  let after = 0;
  /** What stays at the front, with nothing on its way before it, is remembered only for what it holds back. */
  const pass = (rows: Candidate[], now: number) => {
    const staying = chooseBatches(rows, now, held).held;
    for (const [key, id] of staying.newest) held.newest.set(key, id);
    for (const [key, id] of staying.creations) held.creations.set(key, id);
    passed += waitingOf(rows);
    after = rows.at(-1)?.sequence ?? after;
  };
  return (now) => {
    for (;;) {
      const rows = listCandidates(database, { after, until: newest, limit: windowRows });
      if (rows.length === 0) return null;
      const { batches } = chooseBatches(rows, now, held);
      const chosen = new Set(batches.flatMap(({ ids }) => ids));
      const moving = rows.findIndex(({ id, state }) => state === 'in_flight' || chosen.has(id));
      if (moving !== 0) pass(moving === -1 ? rows : rows.slice(0, moving), now);
      const [first] = batches;
      if (first) {
        const others = waitingOf(rows.slice(moving)) - chosen.size;
        return { ...first, left: countMutations(database).waiting - passed - others };
      }
      if (moving !== -1) return null;
    }
  };
}

function waitingOf(rows: Candidate[]): number {
  return rows.filter(({ state }) => state !== 'parked').length;
}
