import { type Candidate, chooseBatches } from './choose-batches';

/**
 * Mutations that could have gone when a run began and that it has left as they were: neither settled nor parked, nor
 * put off. A run that calls itself good must leave none. `now`: when the run began (epoch ms).
 */
export function stoodStill(before: Candidate[], after: Candidate[], now: number): string[] {
  const left = new Set(dueIds(after, now));
  return dueIds(before, now).filter((id) => left.has(id));
}

/** Between runs nothing is on its way, so what is marked so is due like the rest. */
function dueIds(rows: Candidate[], now: number): string[] {
  const idle = rows.map((row) => (row.state === 'in_flight' ? { ...row, state: 'pending' as const } : row));
  return chooseBatches(idle, now).batches.flatMap(({ ids }) => ids);
}
