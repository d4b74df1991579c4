import { z } from 'zod';
import { storageProblems } from './errors';
import { epochMs } from './primitives';

export const signInResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed_in') }),
  z.object({ kind: z.literal('wrong_credentials') }),
  /** No network, or nobody answers at the address. */
  z.object({ kind: z.literal('unreachable') }),
  /** Something answers, but it is not a Feltbok server (a log-in page of the network, for example). */
  z.object({ kind: z.literal('not_our_server') }),
  z.object({ kind: z.literal('server_failing') }),
  z.object({ kind: z.literal('too_many_tries'), retryAt: epochMs }),
  /** The PC holds another person's registrations that are not sent yet. */
  z.object({ kind: z.literal('other_person') }),
  /** Who she is has been shown, and she may not go on. */
  z.object({ kind: z.literal('account_closed') }),
  z.object({ kind: z.literal('device_refused') }),
  z.object({ kind: z.literal('storage_problem'), problem: z.enum(storageProblems) }),
  /** What only the way through the identity provider can meet: she, or the provider's page, ended it. */
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('timed_out') }),
  z.object({ kind: z.literal('no_browser') }),
  z.object({ kind: z.literal('provider_unreachable') }),
  /** What came back belongs to another sign-in, or is not what the provider was asked for. */
  z.object({ kind: z.literal('strange_answer') }),
  /** The sync server does not take the provider's word. */
  z.object({ kind: z.literal('identity_refused') }),
  /** The provider knows her, and this organisation does not. */
  z.object({ kind: z.literal('person_unknown') }),
]);
export type SignInResult = z.infer<typeof signInResult>;

/** Why the server ended a sign-in. What was registered stays, and she can sign in again where she may. */
export const signInEnds = ['expired', 'device_copied', 'device_refused', 'account_closed'] as const;
export type SignInEnd = (typeof signInEnds)[number];

/** What an organisation can switch on and off; `shared/rules/feature-flags` has what holds until it says so. */
export const features = z.object({ handOver: z.boolean() });
export type Features = z.infer<typeof features>;
