import { z } from 'zod';
import { storageProblems } from './errors';
import { handoverCounts } from './handover';
import { id } from './primitives';

/** The one that every installation begins with lies in the app's own folder and is called `first`. */
export const profileId = z.union([z.literal('first'), id]);

/** Her own word for it, shown to whoever uses the computer before anything is unlocked; empty: none. */
export const profileLabel = z.string().trim().max(30);

export const organisationChoice = z.object({ slug: z.string(), name: z.string() });
export type OrganisationChoice = z.infer<typeof organisationChoice>;

/** One of the profiles on this computer. */
export const profileLine = z.object({
  id: profileId,
  label: profileLabel,
  /** Its place in the list, from 1; names it where it has no label. */
  number: z.int().positive(),
  organisation: organisationChoice,
  isOpen: z.boolean(),
  /**
   * What was kept only there when it was last closed: waiting, needing her, or typed and not finished. Null while it is
   * open, and when it was not closed properly.
   */
  unsent: z.int().nonnegative().nullable(),
});
export type ProfileLine = z.infer<typeof profileLine>;

/** How a person says that what is kept only here may be deleted. */
export const deleteConsent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** She typed the word for it, with these counts before her. */
  z.strictObject({ kind: z.literal('typed'), word: z.string().max(40), seen: handoverCounts }),
  /** All of it lies in a hand-over that was finished since the profile was opened. */
  z.strictObject({ kind: z.literal('handed_over') }),
]);
export type DeleteConsent = z.infer<typeof deleteConsent>;

/** Nothing has been deleted: this is kept only here. `isHandedOver`: a finished hand-over holds all of it. */
export const unsentAnswer = z.object({
  kind: z.literal('unsent'),
  counts: handoverCounts,
  isHandedOver: z.boolean(),
});
export type UnsentAnswer = z.infer<typeof unsentAnswer>;

const storageProblem = z.object({ kind: z.literal('storage_problem'), problem: z.enum(storageProblems) });

export const openedProfile = z.discriminatedUnion('kind', [
  /** The page is loaded anew for it. */
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('not_found') }),
  z.object({ kind: z.literal('too_many') }),
  storageProblem,
]);
export type OpenedProfileResult = z.infer<typeof openedProfile>;

export const renamedProfile = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved') }),
  storageProblem,
]);
export type RenamedProfile = z.infer<typeof renamedProfile>;

export const removedProfile = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('removed') }),
  unsentAnswer,
  /** It is locked or does not open: nobody can see what would be lost. */
  z.object({ kind: z.literal('not_open') }),
  storageProblem,
]);
export type RemovedProfile = z.infer<typeof removedProfile>;
