import { z } from 'zod';
import { localised } from './primitives';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);

/** Who vouches for the organisation's people, by OpenID Connect (authorisation code with PKCE, a public client). */
const identityProvider = z.strictObject({
  /** As on the button. */
  name: z.string().min(1).max(60),
  /** `https:`, or `http:` on loopback for trying out; exactly as the provider's tokens name it. */
  issuer: z.url(),
  clientId: z.string().min(1).max(200),
  scopes: z.array(z.string().regex(/^[!#-[\]-~]+$/)).default(['openid']),
  /** The sync server's own passwords are not asked for. */
  only: z.boolean().default(false),
});
export type IdentityProvider = z.infer<typeof identityProvider>;

/** One organisation's build: its name, server, colours and words. Lives in resources/organisations/<slug>.json. */
export const organisation = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: z.string(),
  appName: z.string(),
  /** Address of the sync server; `https:`, or `http:` on loopback for trying out. */
  api: z.url(),
  supportEmail: z.email(),
  identityProvider: identityProvider.optional(),
  brand: z.strictObject({ main: colour, support: colour }),
  /** Words that replace the common ones, by key of the wording files. */
  wording: z.record(z.string(), localised),
});
export type Organisation = z.infer<typeof organisation>;
