import { z } from 'zod';
import { activityFields } from './activity';
import { calendarDate, epochMs, id } from './primitives';

/** Columns of the entry grid, in the order they are shown. */
export const cellKeys = [
  'mentor',
  'date',
  'type',
  'mode',
  'duration',
  'participants',
  'with',
  'setting',
  'newParticipants',
  'contact',
  'km',
  'tolls',
  'outlay',
  'note',
] as const;
export type CellKey = (typeof cellKeys)[number];

/**
 * Cells exactly as they were typed or picked; nothing is cleared because it is wrong. A picked mentor, type or
 * contact is its id, a picked mode or setting its code; several mentors are their ids with semicolons between them;
 * anything else is text still to be understood.
 * An empty or missing cell inherits the header's value.
 */
export const cells = z.partialRecord(z.enum(cellKeys), z.string().max(2000));
export type Cells = z.infer<typeof cells>;

/** Values shared by the rows of a session. `unitId` is always set; the rest as typed, like cells. */
export const sessionHeader = z.strictObject({ unitId: id, values: cells, pinned: z.array(z.enum(cellKeys)) });
export type SessionHeader = z.infer<typeof sessionHeader>;

export const severities = ['error', 'warning', 'info'] as const;

/** What is wrong with a row, or worth knowing. The sentence is in the wording files under `problem.<code>`. */
export const rowProblem = z.object({
  field: z.enum([...cellKeys, 'unit']),
  severity: z.enum(severities),
  code: z.string().max(60),
});
export type RowProblem = z.infer<typeof rowProblem>;

export const draftRow = z.object({
  id,
  /** Order in the grid; fractions are fine. */
  position: z.number(),
  /** A roster row stands for a ticked mentor; a free row was typed. */
  origin: z.enum(['roster', 'free']),
  cells,
  /** What the server said when it refused this row earlier. */
  serverProblem: rowProblem.nullable(),
  updatedAt: epochMs,
});
export type DraftRow = z.infer<typeof draftRow>;

/** What a step leaves in a row's place. */
export const rowContent = draftRow.omit({ id: true, updatedAt: true });
export type RowContent = z.infer<typeof rowContent>;

/** A cell of the entry grid. */
export const place = z.object({ rowId: id, cell: z.enum(cellKeys) });
export type Place = z.infer<typeof place>;

/** What rows were sorted by. */
export const rowOrder = z.strictObject({ cell: z.enum(cellKeys), descending: z.boolean() });
export type RowOrder = z.infer<typeof rowOrder>;

/** Rows that one step may touch: a whole list that is taken in at once. */
export const mostRowsOfStep = 5000;

/**
 * One thing that a person did in a session, with all that is needed to undo and to redo it. A row whose content is
 * null is not there.
 */
export const draftStep = z.strictObject({
  /** Grows within the session. */
  number: z.int().min(1),
  rows: z
    .array(z.strictObject({ id, before: rowContent.nullable(), after: rowContent.nullable() }))
    .max(mostRowsOfStep),
  /** Rows that only went to another place: the id, and the position before and after. Not there where none did. */
  moves: z
    .array(z.tuple([id, z.number(), z.number()]))
    .max(mostRowsOfStep)
    .optional(),
  header: z.strictObject({ before: sessionHeader, after: sessionHeader }).nullable(),
  /** Where it was done, to go back to. */
  focus: place.nullable(),
  /** Of a step that sorted the rows. */
  sorted: rowOrder.optional(),
});
export type DraftStep = z.infer<typeof draftStep>;

export const stepWays = ['do', 'undo', 'redo'] as const;
export type StepWay = (typeof stepWays)[number];

/** A mentor's day that a row of the session is about. */
export const meetingAsked = z.strictObject({ mentorId: id, day: calendarDate });
export type MeetingAsked = z.infer<typeof meetingAsked>;
/** Days that are asked about at a time: a few milliseconds' work, so that a save never waits long for it. */
export const mostMeetingsAsked = 50;
/** A registration that stands already, as far as it says whether a row may be the same meeting. */
export const standingMeeting = activityFields
  .pick({
    mentors: true,
    occurredOn: true,
    activityTypeId: true,
    durationMin: true,
    municipalityCode: true,
    newParticipants: true,
  })
  .extend({ id });
export type StandingMeeting = z.infer<typeof standingMeeting>;

/** An entry session under way. Its id becomes the `batchId` of the registrations made from it. */
export const draftSession = z.object({
  id,
  header: sessionHeader,
  rows: z.array(draftRow),
  /** Where the person last was, to come back to after a crash. */
  focus: place.nullable(),
  /** Steps that can be undone, the last one last; and those that can be done again, the next one last. */
  past: z.array(draftStep),
  future: z.array(draftStep),
  openedAt: epochMs,
  updatedAt: epochMs,
  /** Whether the session was found unfinished when the app started. */
  recovered: z.boolean(),
});
export type DraftSession = z.infer<typeof draftSession>;
