import { z } from 'zod';
import { storageProblems } from './errors';
import { epochMs, id } from './primitives';
import { unsavedFile } from './saved-file';

/** What a file takes to another computer. */
export const handoverCounts = z.strictObject({
  waiting: z.int().min(0),
  /** Refused by the server, or given up after many tries. */
  parked: z.int().min(0),
  /** Changed in two places and not answered. */
  conflicts: z.int().min(0),
  /** Rows of entry sessions. */
  drafts: z.int().min(0),
});
export type HandoverCounts = z.infer<typeof handoverCounts>;

/** How far writing the file has come; the last one tells what came of it. */
export const handoverProgress = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('working'), done: z.int(), total: z.int() }),
  /** The code opens the file; it is told once and kept nowhere. */
  z.object({ kind: z.literal('saved'), code: z.string(), counts: handoverCounts }),
  /** Everything has been sent: there is nothing to hand over. */
  z.object({ kind: z.literal('nothing') }),
  ...unsavedFile.options,
]);
export type HandoverProgress = z.infer<typeof handoverProgress>;

/** Why nothing is taken from a file. */
export const handoverRefusals = [
  /** Something else than a hand-over. */
  'not_handover',
  /** Cut, changed, or not written to the end. */
  'damaged',
  /** Of a later version of the app. */
  'newer',
  'other_organisation',
  'other_person',
  'too_large',
  /** The file is gone, or the disk does not give it. */
  'unreadable',
] as const;
export type HandoverRefusal = (typeof handoverRefusals)[number];
const refused = z.object({ kind: z.literal('refused'), why: z.enum(handoverRefusals) });

export const chosenHandover = z.discriminatedUnion('kind', [
  /** `id` stands for the file; the page never learns where it lies. */
  z.object({ kind: z.literal('chosen'), id, madeAt: epochMs, counts: handoverCounts }),
  z.object({ kind: z.literal('cancelled') }),
  refused,
]);
export type ChosenHandover = z.infer<typeof chosenHandover>;

export const takenHandover = z.discriminatedUnion('kind', [
  /** What is new here; `known`: what this computer had already. */
  z.object({ kind: z.literal('taken'), counts: handoverCounts, known: z.int() }),
  z.object({ kind: z.literal('wrong_code') }),
  /** It was chosen too long ago. */
  z.object({ kind: z.literal('not_chosen') }),
  z.object({ kind: z.literal('storage_problem'), problem: z.enum(storageProblems) }),
  refused,
]);
export type TakenHandover = z.infer<typeof takenHandover>;
