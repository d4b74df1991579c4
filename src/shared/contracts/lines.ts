import { z } from 'zod';
import { entityNames } from './entities';
import { operations } from './mutations';
import { calendarDate, epochMs, id, json, localised } from './primitives';
import { recordStates } from './status';

// What the window's lists are made of: joined in the main process and ready to draw.

/** One line of the activities list, joined and ready to draw. */
export const activityLine = z.object({
  id,
  occurredOn: calendarDate,
  typeLabel: localised,
  mentorNames: z.array(z.string()),
  unitName: z.string(),
  durationMin: z.int(),
  participantsCount: z.int(),
  countable: z.boolean(),
  state: z.enum(recordStates),
});
export type ActivityLine = z.infer<typeof activityLine>;

export const queueLine = z.object({
  mutationId: id,
  entity: z.enum(entityNames),
  recordId: id,
  operation: z.enum(operations),
  /** Name of the record for the screen only: a mentor's name and date, a pseudonym. */
  title: z.string(),
  state: z.enum(recordStates),
  attempts: z.int(),
  retryAt: epochMs.nullable(),
  madeAt: epochMs,
  /** The record this one waits for, when it waits. */
  waitsFor: z.object({ entity: z.enum(entityNames), title: z.string() }).nullable(),
  /** Why it needs the person, when parked. */
  problem: z.object({ code: z.string(), field: z.string().nullable() }).nullable(),
  /** What she wrote, when it is parked: to be put right where it stands. */
  changes: z.record(z.string(), json).nullable(),
});
export type QueueLine = z.infer<typeof queueLine>;

export const conflictLine = z.object({
  id,
  entity: z.enum(entityNames),
  recordId: id,
  title: z.string(),
  group: z.string(),
  at: epochMs,
  by: z.string().nullable(),
  /** When she made her change, as long as that is known (epoch ms). */
  mineAt: epochMs.nullable(),
  /** Field by field: what she saw, what she wrote, what stands. Null `theirs` when the record was deleted. */
  fields: z.array(z.object({ field: z.string(), base: json, mine: json, theirs: json })),
  deletedThere: z.boolean(),
  /** Whether it was her delete that lost: she wrote no values. */
  deletedHere: z.boolean(),
});
export type ConflictLine = z.infer<typeof conflictLine>;

export const triggers = [
  'start',
  'schedule',
  'focus',
  'connectivity',
  'resume',
  'save',
  'poke',
  'now',
] as const;
export const failureKinds = [
  'offline',
  'unreachable',
  'timeout',
  'captive_portal',
  'auth_needed',
  'device_refused',
  'update_needed',
  'throttled',
  'server_error',
  'answer_not_understood',
  'storage',
  'mass_delete',
  'stalled',
] as const;
export const runLine = z.object({
  id,
  trigger: z.enum(triggers),
  startedAt: epochMs,
  durationMs: z.int(),
  pushed: z.int(),
  pulled: z.int(),
  conflicts: z.int(),
  parked: z.int(),
  failure: z.enum(failureKinds).nullable(),
});
export type RunLine = z.infer<typeof runLine>;
export type Trigger = (typeof triggers)[number];
export type FailureKind = (typeof failureKinds)[number];

/** The server wants to delete so much that the person is asked before anything of it is written. */
export const deleteQuestion = z.object({
  id,
  /** Per entity: rows that would go, of those that are here. */
  deletes: z.array(z.object({ entity: z.enum(entityNames), gone: z.int(), of: z.int() })),
  /** She has said that they stay; nothing is fetched until she says otherwise. */
  kept: z.boolean(),
});
export type DeleteQuestion = z.infer<typeof deleteQuestion>;

/** Something that happened while nobody looked. `values` are counts. */
export const notice = z.object({
  id,
  at: epochMs,
  kind: z.enum([
    'sent',
    'needs_fixing',
    'conflict',
    'first_download',
    'resynced',
    'stalled',
    'held_deletes',
    /** The database was damaged: so many waiting registrations, and rows of an entry session, were saved from it. */
    'rescued',
    'rescued_drafts',
    'rescue_incomplete',
    'checked',
    'drift_repaired',
    'drift_remains',
    /** Her units or her role are others: the count is of units. */
    'area_changed',
  ]),
  count: z.int(),
});
export type Notice = z.infer<typeof notice>;
