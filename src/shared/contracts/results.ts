import { z } from 'zod';
import { rowProblem } from './drafts';
import { storageProblems } from './errors';
import { id } from './primitives';

/** The answer to everything that is saved: saved, or why not and nothing lost. */
export const saveResult = z.discriminatedUnion('kind', [
  /** `undo` takes it back, where it can be. */
  z.object({ kind: z.literal('saved'), undo: id.optional() }),
  z.object({ kind: z.literal('storage_problem'), problem: z.enum(storageProblems) }),
  z.object({ kind: z.literal('refused'), problems: z.array(rowProblem) }),
  z.object({ kind: z.literal('not_found') }),
]);
export type SaveResult = z.infer<typeof saveResult>;

export const finishResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('finished'),
    /** Rows that are now waiting to be sent. */
    registered: z.int(),
    /** Rows with errors that stay in the session. */
    kept: z.int(),
    /** Takes the whole back, its rows into the session; none when nothing was registered. */
    undo: id.optional(),
  }),
  z.object({ kind: z.literal('storage_problem'), problem: z.enum(storageProblems) }),
]);
export type FinishResult = z.infer<typeof finishResult>;

/** What came of taking something back. */
export const undoResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('undone'),
    /** Records that are as before, at least where nobody has changed them since. */
    undone: z.int(),
    /** Records of which something stays, because it has been changed since. */
    kept: z.int(),
    /** Records that follow once the server has answered what it was asked before. */
    waiting: z.int(),
  }),
  z.object({ kind: z.literal('storage_problem'), problem: z.enum(storageProblems) }),
  /** Undone already, or more than 30 days old. */
  z.object({ kind: z.literal('not_found') }),
]);
export type UndoResult = z.infer<typeof undoResult>;
