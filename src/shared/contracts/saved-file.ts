import { z } from 'zod';

/** Why a file that the person chose could not be written; each has a sentence that names what she can do about it. */
export const saveProblems = [
  'disk_full',
  /** She may not write in that folder, or nobody may. */
  'not_allowed',
  /** The file that stands there is open in another program, or protected. */
  'in_use',
  /** The folder has gone, and perhaps the disk with it. */
  'folder_gone',
  'unknown',
] as const;
export type SaveProblem = (typeof saveProblems)[number];

/** Nothing was written, and what stood there before is as it was. */
export const unsavedFile = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('failed'), why: z.enum(saveProblems) }),
]);
export type UnsavedFile = z.infer<typeof unsavedFile>;

export const savedFile = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved') }),
  ...unsavedFile.options,
]);
export type SavedFile = z.infer<typeof savedFile>;
