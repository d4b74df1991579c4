import { countDrafts, countMutations } from '../database/count-work';
import type { Database } from '../database/open-database';

/** Registrations that exist only on this computer: not sent, parked, or typed and not finished. */
export function countUnsent(database: Database): number {
  return countMutations(database).unsettled + countDrafts(database);
}
