import { z } from 'zod';

/** `needs_approval`: asked for, and the operating system waits for its user's word. */
export const autostartState = z.enum(['on', 'off', 'needs_approval']);
export type AutostartState = z.infer<typeof autostartState>;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * When this computer sends and fetches by itself. `hours`: clock times in Europe/Oslo, `HH:MM`; null is any time.
 * `metered`: it is on a network that costs money; what waits goes, and fetching waits until it is asked for.
 */
export const sendingHabits = z.strictObject({
  onlyWhenAsked: z.boolean(),
  metered: z.boolean(),
  hours: z.strictObject({ from: timeOfDay, to: timeOfDay }).nullable(),
});
export type SendingHabits = z.infer<typeof sendingHabits>;

/** Minutes without a key or the mouse; 0: never by itself. */
export const lockAfter = z.union([z.literal(0), z.literal(5), z.literal(15), z.literal(60)]);
export type LockAfter = z.infer<typeof lockAfter>;

export const textSizes = [100, 125, 150, 175, 200] as const;
/** How the window looks to her; `textSize` in per cent of the usual. */
export const look = z.strictObject({
  theme: z.enum(['auto', 'light', 'dark']),
  contrast: z.enum(['normal', 'high']),
  textSize: z.literal(textSizes),
});
export type Look = z.infer<typeof look>;
