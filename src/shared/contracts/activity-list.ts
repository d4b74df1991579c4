import { z } from 'zod';
import { activityMode } from './activity';
import { activityLine } from './lines';
import { calendarDate, epochMs, id } from './primitives';
import { unsavedFile } from './saved-file';

export const periods = ['all', 'this_month', 'last_month', 'this_year', 'last_year', 'own'] as const;
export const listedStates = ['all', 'waiting', 'needs_fixing', 'sent'] as const;
export const activitySorts = [
  'date',
  'mentors',
  'type',
  'unit',
  'duration',
  'participants',
  'counts',
] as const;
export type Period = (typeof periods)[number];
export type ListedState = (typeof listedStates)[number];
export type ActivitySort = (typeof activitySorts)[number];

/** Which registrations are listed; what is left out leaves nothing out. */
export const activityFilter = z.strictObject({
  search: z.string().max(200).optional(),
  state: z.enum(listedStates).optional(),
  period: z.enum(periods).optional(),
  /** Days of the period `own`, both included; null for an open end. */
  from: calendarDate.nullable().optional(),
  to: calendarDate.nullable().optional(),
  /** Took part, in either role. */
  mentorId: id.nullable().optional(),
  typeId: id.nullable().optional(),
  unitId: id.nullable().optional(),
  mode: activityMode.nullable().optional(),
  /** Whether it counts for the grant. */
  counts: z.boolean().nullable().optional(),
});
export type ActivityFilter = z.infer<typeof activityFilter>;

/** And in which order; newest first when left out. */
export const activityQuestion = activityFilter.extend({
  sort: z
    .strictObject({
      by: z.enum(activitySorts),
      descending: z.boolean(),
      /** Whose alphabet and labels. */
      language: z.enum(['nb', 'nn', 'en']),
    })
    .optional(),
});
export type ActivityQuestion = z.infer<typeof activityQuestion>;

/** Where a page ended: the next one begins after it. */
export const listPlace = z.strictObject({ key: z.union([z.string().max(40), z.number()]), id });
export type ListPlace = z.infer<typeof listPlace>;

export const activityPage = z.object({
  /** All that match; null when they were not to be counted. */
  total: z.int().nullable(),
  lines: z.array(activityLine),
  /** Null when there was nothing. */
  end: listPlace.nullable(),
});
export type ActivityPage = z.infer<typeof activityPage>;

/** So many can be chosen to be deleted at once. */
export const mostRemoved = 500;
/** So many can be chosen at once: their ids fit into one message of the window. */
export const mostChosen = 100_000;

export const savedView = z.object({
  id,
  name: z.string().min(1).max(60),
  question: activityQuestion,
  updatedAt: epochMs,
});
export type SavedView = z.infer<typeof savedView>;

export const exportResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), rows: z.int() }),
  ...unsavedFile.options,
]);
export type ExportResult = z.infer<typeof exportResult>;
