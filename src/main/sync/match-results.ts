import { recordSchemas, type WritableEntity } from '../../shared/contracts/entities';
import type { MutationResult } from '../../shared/contracts/mutations';
import type { Json } from '../../shared/contracts/primitives';
import { revision } from '../../shared/contracts/primitives';
import type { PushAnswer } from '../../shared/contracts/sync-api';
import { isAsShown } from '../database/confirm-records';
import type { MirrorRecord } from '../database/records';
import type { Claimed } from '../outbox/claim';
import type { Sent } from '../outbox/settle';

type Batch = {
  entity: WritableEntity;
  rows: Claimed[];
  /** What the mirror shows of the records sent. */
  shown: ReadonlyMap<string, MirrorRecord>;
};

/**
 * One result per mutation in the order sent, about the record that was sent, and with a record that its contract
 * allows; anything else is not understood, and the whole answer with it. A record that says what the mirror shows
 * was checked when it was saved.
 */
export function matchResults({ entity, rows, shown }: Batch, { results }: PushAnswer): Sent[] | null {
  if (results.length !== rows.length) return null;
  const sent: Sent[] = [];
  for (const [index, row] of rows.entries()) {
    const result = results[index];
    const matched =
      result?.id === row.id ? match(entity, row, { result, shown: shown.get(row.recordId) }) : null;
    if (!matched) return null;
    sent.push(matched);
  }
  return sent;
}

function match(
  entity: WritableEntity,
  row: Claimed,
  { result, shown }: { result: MutationResult; shown: MirrorRecord | undefined },
): Sent | null {
  if (result.outcome === 'rejected' || result.outcome === 'failed')
    return { row, result: { ...result, record: undefined }, asShown: false };
  const { record } = result;
  if (record === null || record === undefined) {
    // Null of what was stored: the answer comes late, and the record has gone since.
    if (record === undefined && result.outcome !== 'conflict' && row.operation !== 'delete') return null;
    return { row, result: { ...result, record: null }, asShown: false };
  }
  // Below 1 would mean, here, that the server never had it.
  const stands = revision.safeParse(record.revision);
  if (!stands.success) return null;
  const mayBeAsShown = result.outcome !== 'conflict' && row.operation !== 'delete';
  if (mayBeAsShown && shown && isAsShown(entity, shown, record))
    return { row, result: { ...result, revision: stands.data }, asShown: true };
  const read = recordSchemas[entity].safeParse(record);
  if (!read.success || read.data.id !== row.recordId) return null;
  const checked = read.data as unknown as Record<string, Json>;
  return { row, result: { ...result, record: checked, revision: stands.data }, asShown: false };
}
