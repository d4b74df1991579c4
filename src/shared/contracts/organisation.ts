import { z } from 'zod';
import { localised } from './primitives';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);

/** One organisation's build: its name, server, colours and words. Lives in resources/organisations/<slug>.json. */
export const organisation = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: z.string(),
  appName: z.string(),
  /** Address of the sync server; `https:`, or `http:` on loopback for trying out. */
  api: z.url(),
  supportEmail: z.email(),
  brand: z.strictObject({ main: colour, support: colour }),
  /** Words that replace the common ones, by key of the wording files. */
  wording: z.record(z.string(), localised),
});
export type Organisation = z.infer<typeof organisation>;
