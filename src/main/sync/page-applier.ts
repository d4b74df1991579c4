import type { PageHead } from '../../shared/contracts/sync-api';
import type { DeleteCount } from '../../shared/rules/judge-deletes';
import type { Database } from '../database/open-database';
import { type AppliedPage, applyPage, type Standing } from './apply-page';

/**
 * Where pages are checked and written: on this thread, or on one of its own. One page at a time.
 * Rejects with `StorageError` as a write here would throw it.
 */
export type PageApplier = {
  /** Takes `body` over. `onHead` is told as soon as the page has been checked, before it is written. */
  apply(body: Uint8Array<ArrayBuffer>, options: ApplyOptions): Promise<AppliedPage>;
  /** To be called when nothing comes for a while: does what was put off. */
  rest(): void;
  /** Nothing of it holds the database when this returns. */
  close(): void;
};

export type ApplyOptions = {
  standing: Standing;
  deletedBefore: DeleteCount[];
  onHead(head: PageHead): void;
};

/** On the thread and connection of everything else, in the order of the calls. */
export function inlineApplier(database: Database): PageApplier {
  return {
    apply: async (body, options) => applyPage(database, body, options),
    rest() {},
    close() {},
  };
}
