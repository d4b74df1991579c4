import { z } from 'zod';
import { conflictLine } from './lines';
import { epochMs, json } from './primitives';

/** One line of what was done with a record on this computer. */
export const historyLine = z.object({
  number: z.int(),
  at: epochMs,
  /** Null for somebody else who has worked on this computer: their name is not known here. */
  who: z.string().nullable(),
  /** An action of a later version is shown as it is called. */
  action: z.string(),
  fields: z.array(z.string()),
  /** Whether it has reached the server; null for lines that are no change of hers. */
  sent: z.boolean().nullable(),
  /** Values, where they are still known; the trail itself holds names of fields only. */
  changes: z.array(z.object({ field: z.string(), before: json, after: json })),
});
export type HistoryLine = z.infer<typeof historyLine>;

/** Newest first; `open`: disagreements that she has not answered. */
export const recordHistory = z.object({ lines: z.array(historyLine), open: z.array(conflictLine) });
export type RecordHistory = z.infer<typeof recordHistory>;
