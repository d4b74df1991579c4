import { oc } from '@orpc/contract';
import { z } from 'zod';
import { cells } from './drafts';
import { activityLine } from './lines';
import { calendarDate, epochMs, id } from './primitives';
import { undoResult } from './results';
import { savedFile } from './saved-file';

/** A finished entry session, by what is registered from it. */
const pastSession = z.object({
  id,
  /** When it was finished on this computer, or else begun wherever it was; null when nobody knows. */
  at: epochMs.nullable(),
  unitName: z.string(),
  rows: z.int(),
  minutes: z.int(),
  /** Registrations that count for the grant. */
  counts: z.int(),
  from: calendarDate,
  to: calendarDate,
  /** Registrations that are not sent, and those that need her. */
  waiting: z.int(),
  needsFixing: z.int(),
});
export type PastSession = z.infer<typeof pastSession>;

export const stayReasons = [
  /** Made on another computer, or by somebody else: this one does not know the step. */
  'elsewhere',
  /** Finished longer ago than steps are kept. */
  'too_old',
  /** They were changed after the session was finished, and stayed when it was taken back. */
  'changed',
] as const;
export type StayReason = (typeof stayReasons)[number];

const openedSession = z.object({
  session: pastSession.nullable(),
  lines: z.array(activityLine),
  /** Registrations that can be taken back from this computer. */
  undoable: z.int(),
  /** Of these, those that never left it. */
  unsent: z.int(),
  /** Of these, those that the server refused: they wait for her, the others go by themselves. */
  refused: z.int(),
  /** Registrations that cannot be taken back from here, and why; null when all of them can be. */
  staying: z.object({ count: z.int(), why: z.enum(stayReasons) }).nullable(),
});
export type OpenedSession = z.infer<typeof openedSession>;

/**
 * The rows of the session before, in the order they were entered. `ofThis`: there is none, and these are what is finished
 * of the session under way.
 */
const lastSession = z.object({ at: epochMs.nullable(), rows: z.array(cells), ofThis: z.boolean() });
export type LastSession = z.infer<typeof lastSession>;

export const sessionFormats = ['xlsx', 'csv'] as const;
export type SessionFormat = (typeof sessionFormats)[number];

/** What may be asked about finished entry sessions. */
export const sessionsApi = {
  /** Newest first. */
  list: oc
    .input(z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(500) }))
    .output(z.object({ total: z.int(), lines: z.array(pastSession) })),
  open: oc.input(z.strictObject({ id })).output(openedSession),
  /** The newest session of a unit but the one named, which is taken where there is no other. */
  last: oc.input(z.strictObject({ unitId: id, but: id })).output(lastSession.nullable()),
  /** Takes all of it back, what was sent too; its rows stand in the session under way again. */
  undo: oc.input(z.strictObject({ id })).output(undoResult),
  /** Takes back what the server refused, and nothing else. */
  reopen: oc.input(z.strictObject({ id })).output(undoResult),
  /** Writes its registrations to a file; a window of the main process asks where. */
  export: oc.input(z.strictObject({ id, format: z.enum(sessionFormats) })).output(savedFile),
};
