import { z } from 'zod';

/** `needs_approval`: asked for, and the operating system waits for its user's word. */
export const autostartState = z.enum(['on', 'off', 'needs_approval']);
export type AutostartState = z.infer<typeof autostartState>;
