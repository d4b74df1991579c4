import type { RunLine } from '../../shared/contracts/ipc';
import type { Context } from './context';
import { listRuns } from './list-runs';
import { readWaitFacts } from './read-wait-facts';

/** When the oldest registration on its way was saved, and the latest run: nothing of what it is about. */
export function readGlance(context: Context): { waitingSince: number | null; lastRun: RunLine | null } {
  const facts = readWaitFacts(context.database, context.now());
  return { waitingSince: facts?.oldestWaitingAt ?? null, lastRun: listRuns(context)[0] ?? null };
}
