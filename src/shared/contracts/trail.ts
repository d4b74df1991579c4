import { z } from 'zod';
import { calendarDate, id } from './primitives';
import { unsavedFile } from './saved-file';

/** Which lines of the audit trail, in which shape; days included, null for open ends. */
export const trailRequest = z.strictObject({
  from: calendarDate.nullable(),
  to: calendarDate.nullable(),
  actor: id.nullable(),
  format: z.enum(['csv', 'json']),
});
export type TrailRequest = z.infer<typeof trailRequest>;

/** How far an export has come; the last one tells what came of it. */
export const trailProgress = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('working'), done: z.int(), total: z.int() }),
  z.object({
    kind: z.literal('saved'),
    lines: z.int(),
    /** Whether the chain of the whole trail held when it was written. */
    check: z.enum(['whole', 'broken', 'not_as_kept']),
  }),
  ...unsavedFile.options,
]);
export type TrailProgress = z.infer<typeof trailProgress>;
