import { z } from 'zod';
import { activity } from './activity';
import { entityNames } from './entities';
import { epochMs, id, json } from './primitives';

// What a person says about what needs her.

/** Other values for some fields of a parked change. */
export const correction = z.strictObject({ mutationId: id, changes: z.record(z.string(), json) });
export type Correction = z.infer<typeof correction>;

/**
 * One field group of a conflict. `theirs`: what stands now stays. `mine`: what she wrote, or her delete, once more.
 * `values`: what she writes now. A record that is deleted there is made anew by the last two.
 */
export const conflictAnswer = z.strictObject({
  id,
  choice: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('theirs') }),
    z.strictObject({ kind: z.literal('mine') }),
    z.strictObject({ kind: z.literal('values'), values: z.record(z.string(), json) }),
  ]),
});
export type ConflictAnswer = z.infer<typeof conflictAnswer>;

/** An answer that can be taken back, and how many records it was about. */
export const answeredLine = z.object({
  undo: id,
  at: epochMs,
  entity: z.enum(entityNames),
  title: z.string(),
  records: z.int(),
});
export type AnsweredLine = z.infer<typeof answeredLine>;

/** Two registrations that may be one event written down twice: the one she made, and the one that stands beside it. */
export const duplicateLine = z.object({ mine: activity, other: activity, mineAt: epochMs });
export type DuplicateLine = z.infer<typeof duplicateLine>;

export const duplicateAnswer = z.strictObject({
  mineId: id,
  otherId: id,
  /** `keep_both`: other people took part. `use_other`: hers goes. `merge`: hers goes, and the other gets what it lacks. */
  answer: z.enum(['keep_both', 'use_other', 'merge']),
});
export type DuplicateAnswer = z.infer<typeof duplicateAnswer>;

/** Something she decides later: what it is known by where it is asked, and a fingerprint of what it was then. */
export const putOff = z.strictObject({
  item: z.string().min(1).max(100),
  content: z.string().min(1).max(32),
});
export type PutOff = z.infer<typeof putOff>;
