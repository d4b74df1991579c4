import type { FaultClass } from '../fault-class';
import { endManyTimes } from './f13-kill';

export const faultClass: FaultClass = {
  id: 'F37',
  title: 'told to quit in the middle of a batch, killed after 1 s',
  run: (options) => endManyTimes(options, { signal: 'SIGTERM', full: 200 }),
};
