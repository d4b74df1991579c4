import type { HandoverCounts } from '../../shared/contracts/handover';
import { countWork } from '../database/count-work';
import type { Database } from '../database/open-database';

/** What exists only on this computer: not sent, parked, lost to a conflict and not answered, or typed and not finished. */
export function countUnsent(database: Database): HandoverCounts {
  const { waiting, parked, conflicts, drafts } = countWork(database);
  return { waiting, parked, conflicts, drafts };
}
