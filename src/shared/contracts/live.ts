import { z } from 'zod';
import { entityNames } from './entities';
import { keyProblems, storageProblems } from './errors';
import { id } from './primitives';
import { features, signInEnds } from './sign-in';
import { status } from './status';
import { person } from './sync-api';

/** What the window must show first. */
export const bootState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('sign_in') }),
  /** There is no keyring: a passphrase protects the database key; asked once per start. */
  z.object({ kind: z.literal('choose_passphrase') }),
  z.object({ kind: z.literal('enter_passphrase'), wrong: z.boolean() }),
  z.object({ kind: z.literal('storage_problem'), problem: z.enum(storageProblems) }),
  /** The key cannot be had; nothing has been touched, and it may be had again. */
  z.object({ kind: z.literal('key_problem'), problem: z.enum(keyProblems) }),
  /** The database is damaged; what was saved is being moved to a new one. */
  z.object({ kind: z.literal('rescuing') }),
  z.object({
    kind: z.literal('ready'),
    person,
    features,
    /** Why she has to sign in again; null while the sign-in stands. */
    ended: z.enum(signInEnds).nullable(),
  }),
]);
export type BootState = z.infer<typeof bootState>;

/** What the live stream says. The window reads again what it shows of the entities named. */
export const liveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), status }),
  z.object({ kind: z.literal('boot'), boot: bootState }),
  z.object({
    kind: z.literal('changed'),
    entities: z.array(z.enum([...entityNames, 'outbox', 'conflicts', 'notices', 'runs'])),
  }),
  /** `row`: what on that screen, by the id under which it is listed there. */
  z.object({
    kind: z.literal('go'),
    to: z.enum(['batch', 'activities', 'attention', 'sync', 'about']),
    row: id.optional(),
  }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;

export const language = z.enum(['nb', 'nn', 'en']);
export type Language = z.infer<typeof language>;
