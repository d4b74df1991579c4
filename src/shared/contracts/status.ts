import { z } from 'zod';
import { storageProblems } from './errors';
import { epochMs } from './primitives';

export const connectivities = ['offline', 'unreachable', 'other_protocol', 'online'] as const;
export const connectivity = z.enum(connectivities);
/**
 * `offline`: the computer has no network. `unreachable`: a network, but our server did not answer as itself.
 * `other_protocol`: our server answers, and speaks a protocol that this version does not.
 */
export type Connectivity = z.infer<typeof connectivity>;

/** The ten states, most important first. */
export const statusKinds = [
  'db_error',
  'attention',
  'auth_needed',
  'update_needed',
  'server_error',
  'offline_pending',
  'paused',
  'syncing',
  'offline_clean',
  'synced',
] as const;
export type StatusKind = (typeof statusKinds)[number];

/** Everything the status is computed from; read from the tables and the engine in one go. */
export type StatusFacts = {
  storageProblem: (typeof storageProblems)[number] | null;
  /** Registrations that cannot go on without the person: parked ones, and records with conflicts not yet answered. */
  needsPerson: number;
  /** Whether a page of the server's was stopped because it would delete very much. */
  heldDeletes: boolean;
  /** Rows of entry sessions that are not finished. */
  drafts: number;
  /** Mutations on their way, parked ones not counted. */
  waiting: number;
  signedIn: boolean;
  /** The database is closed until somebody gives its passphrase. */
  locked?: boolean;
  /** The server has said that she may not go on: her account, or her organisation, has ended. */
  accountClosed: boolean;
  updateNeeded: boolean;
  connectivity: Connectivity;
  /** The server answers, but with failures; set after a failed run and cleared by a good one. */
  serverFailing: boolean;
  retryAt: number | null;
  pausedUntil: number | null;
  /** Her own choices for this computer let nothing go by itself just now; null when they do. */
  held: 'asked' | 'hours' | null;
  /** Set while a run is under way; `total` is 0 when it only fetches. */
  sending: { done: number; total: number } | null;
  /** Set while the first download is under way or was cut off. */
  firstDownload: { done: number; total: number } | null;
  initialised: boolean;
  lastSyncedAt: number | null;
};

/** What tray, status bar, notices and window title draw. Counts only, never a name. */
export const status = z.object({
  kind: z.enum(statusKinds),
  /**
   * For `attention`: registrations that need the person, her word on deleting very much, or only a session not finished.
   * For `auth_needed`: her account is closed, so that signing in will not help; or the database is locked, and what waits was
   * counted when it was.
   * For `paused` without a pause: she wants to be asked, or not at this time of day.
   */
  because: z
    .enum(['needs_person', 'held_deletes', 'drafts', 'account_closed', 'locked', 'asked', 'hours'])
    .nullable(),
  storageProblem: z.enum(storageProblems).nullable(),
  /** What the state's sentence counts. */
  count: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  /**
   * Everything that is called "needs you", wherever it is counted: what the server refused, what was changed in two places,
   * and what it would delete. A possible duplicate is not: it goes on by itself, and can wait.
   */
  needsPerson: z.int().nonnegative(),
  drafts: z.int().nonnegative(),
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  firstDownload: z.object({ done: z.int(), total: z.int() }).nullable(),
  retryAt: epochMs.nullable(),
  pausedUntil: epochMs.nullable(),
  lastSyncedAt: epochMs.nullable(),
  connectivity,
});
export type Status = z.infer<typeof status>;

export const recordStates = [
  'draft',
  'waiting',
  'sending',
  'sent',
  'needs_fixing',
  'conflict',
  'waits_for_other',
] as const;
/** The word and icon beside one record. */
export type RecordState = (typeof recordStates)[number];
