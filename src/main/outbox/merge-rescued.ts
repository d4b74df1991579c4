import type { QueueCopy, RawRow } from '../database/read-queue-copy';
import type { Salvaged } from '../database/salvage';

export type Rescued = {
  /** Rows of the outbox in order; nothing is on its way any more. */
  outbox: RawRow[];
  draftSessions: RawRow[];
  drafts: RawRow[];
  /** False when something may be missing: neither the copy nor the database could be read to the end. */
  isWhole: boolean;
};

/**
 * What was saved, by the copy of the queue and by what could be read of the damaged database. A mutation that
 * a person ended does not come back; any other that either of them holds as open does, under its old id: the
 * server answers one it has settled before as it did the first time.
 */
export function mergeRescued(copy: QueueCopy | null, salvaged: Salvaged): Rescued {
  const outbox = new Map(salvaged.outbox.rows.map((row) => [Number(row.sequence), row]));
  for (const sequence of copy?.ended ?? []) if (isOpen(outbox.get(sequence))) outbox.delete(sequence);
  for (const [sequence, row] of copy?.mutations ?? []) {
    // The copy does not know whether it was ever sent: what may have been is never joined with another one.
    if (!outbox.has(sequence))
      outbox.set(sequence, { ...row, claimed_at: row.claimed_at ?? row.made_at ?? null });
  }
  const rows = [...outbox.values()]
    .map((row) => (row.state === 'in_flight' ? { ...row, state: 'pending' } : row))
    .sort((one, other) => Number(one.sequence) - Number(other.sequence));
  const registered = new Set(rows.map(({ record_id }) => String(record_id)));
  const isLeft = ({ id }: RawRow) => !registered.has(String(id)) && !copy?.goneDrafts.has(String(id));
  return {
    outbox: rows,
    draftSessions: newest(salvaged.draft_sessions.rows, copy?.draftSessions),
    drafts: newest(salvaged.drafts.rows, copy?.drafts).filter(isLeft),
    isWhole: salvaged.outbox.isWhole || copy?.isWhole === true,
  };
}

function isOpen(row: RawRow | undefined): boolean {
  return row?.state === 'pending' || row?.state === 'in_flight' || row?.state === 'parked';
}

/** The later of two versions of a row; the database's when they are of the same time. */
function newest(rows: RawRow[], copied: Map<string, RawRow> | undefined): RawRow[] {
  const all = new Map(copied);
  for (const row of rows) {
    const other = all.get(String(row.id));
    if (!other || Number(row.updated_at) >= Number(other.updated_at)) all.set(String(row.id), row);
  }
  return [...all.values()];
}
