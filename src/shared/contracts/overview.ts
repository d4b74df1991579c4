import { z } from 'zod';
import { calendarDate, id, localised } from './primitives';

/** Which registrations: those of a reporting year, and of a unit with all below it; null for every unit that is here. */
export const figuresRequest = z.strictObject({ year: z.int().min(2000).max(2199), unitId: id.nullable() });
export type FiguresRequest = z.infer<typeof figuresRequest>;

const sums = z.object({
  registrations: z.int(),
  /** Those that count for the grant. */
  counted: z.int(),
  minutes: z.int(),
  participants: z.int(),
});
export type Sums = z.infer<typeof sums>;

/** A mentor with nothing this month; see `whoIsMissing`. */
export const missingMentor = z.object({
  id,
  displayName: z.string(),
  unitName: z.string(),
  kind: z.enum(['missing', 'not_yet', 'silent']),
  /** Mean of a month. */
  usual: z.number(),
  /** Null when there is nothing in the months looked at. */
  lastOn: calendarDate.nullable(),
});
export type MissingMentorLine = z.infer<typeof missingMentor>;

/** What a year holds as this device knows it, sent or not. */
export const overview = z.object({
  /** Years to choose from, newest first; today's is always among them. */
  years: z.array(z.int()),
  total: sums.extend({
    /** Mentors with a registration. */
    mentors: z.int(),
  }),
  /** January first. */
  months: z.array(sums).length(12),
  /** The largest first; only types in use. */
  types: z.array(sums.extend({ typeId: id, label: localised })),
  /** Why registrations do not count, the most common first; one registration may have several reasons. */
  reasons: z.array(z.object({ reason: z.string(), registrations: z.int() })),
  unsent: z.object({
    /** Registrations among those above that the server does not have as they stand here. */
    registrations: z.int(),
    /** Left out above, but still at the server. */
    deleted: z.int(),
  }),
  /** Who has nothing this month; null for a year that is not today's. */
  mentors: z
    .object({
      /** Active today, in the units chosen. */
      active: z.int(),
      missing: z.array(missingMentor),
    })
    .nullable(),
});
export type Overview = z.infer<typeof overview>;

export const chartNames = ['months', 'types'] as const;
export type ChartName = (typeof chartNames)[number];

export const reportFormats = ['xlsx', 'pdf', 'csv'] as const;
export const reportRequest = figuresRequest.extend({ format: z.enum(reportFormats) });
export type ReportRequest = z.infer<typeof reportRequest>;
