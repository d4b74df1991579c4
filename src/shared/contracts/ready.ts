import { z } from 'zod';
import { epochMs } from './primitives';
import { connectivity } from './status';

/** What a computer knows of itself before it leaves the network. */
export const readyFacts = z.object({
  /** Everything in scope was fetched at least once. */
  initialised: z.boolean(),
  /** When the last run went well (epoch ms). */
  lastSyncedAt: epochMs.nullable(),
  /** How many there are on this computer. */
  types: z.int(),
  mentors: z.int(),
  waiting: z.int(),
  /** Refused, changed in two places, or a question about deletes. */
  needsPerson: z.int(),
  drafts: z.int(),
  signedIn: z.boolean(),
  updateNeeded: z.boolean(),
  pausedUntil: epochMs.nullable(),
  connectivity,
  /** The database can be written. */
  canSave: z.boolean(),
  /** Where the database lies; null when the system does not tell. */
  freeBytes: z.int().nullable(),
  /** By the main process's clock (epoch ms). */
  now: epochMs,
});
export type ReadyFacts = z.infer<typeof readyFacts>;
