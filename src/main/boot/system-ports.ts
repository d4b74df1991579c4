import { randomBytes } from 'node:crypto';
import { makeId } from '../../shared/rules/make-id';
import type { Clock, Random } from '../sync/ports';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    // A longer delay would overflow the timer and run at once.
    const timer = setTimeout(run, Math.min(delayMs, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
  turn: () => new Promise((resolve) => setImmediate(resolve)),
};

export const systemRandom: Random = {
  fraction: () => Math.random(),
  newId: () => makeId(Date.now(), randomBytes(10)),
};
