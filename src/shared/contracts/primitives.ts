import { z } from 'zod';

/** UUID in lower case. Records made on a device carry a version 7, so that keys sort by when they were made. */
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export type Id = z.infer<typeof id>;

/** Calendar date in Europe/Oslo, `YYYY-MM-DD`; never an instant. */
export const calendarDate = z.iso.date();
export type CalendarDate = z.infer<typeof calendarDate>;

/** Milliseconds since 1970-01-01T00:00Z. */
export const epochMs = z.int().nonnegative();
export type EpochMs = z.infer<typeof epochMs>;

/** The server's version of one record; grows by at least one with every change to it. */
export const revision = z.int().positive();

/** Text in the three languages of the product. */
export const localised = z.object({ nb: z.string(), nn: z.string(), en: z.string() });
export type Localised = z.infer<typeof localised>;

export const json: z.ZodType<Json, Json> = z.json() as z.ZodType<Json, Json>;
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
