import type { Operation } from '../contracts/mutations';
import type { Json } from '../contracts/primitives';

type Row = Record<string, Json>;

/**
 * The record as its author sees it: the server's row with her unsettled mutations on top, in the order made.
 * `server` is null when there is no such row there. Null when the record is gone.
 */
export function overlayMutations(
  server: Row | null,
  mutations: { operation: Operation; changes: Row }[],
): Row | null {
  let record = server;
  for (const { operation, changes } of mutations) {
    if (operation === 'delete') record = null;
    else if (operation === 'create' || record) record = { ...record, ...changes };
  }
  return record;
}
