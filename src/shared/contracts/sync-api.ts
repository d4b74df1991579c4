import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { writableEntities } from './entities';
import { serverErrors } from './errors';
import { type MutationResult, maxBatchItems, mutation, mutationResult } from './mutations';
import { id, json } from './primitives';

export const serviceName = 'feltbok';
export const protocolVersion = 1;
/** Rows a page may hold; keeps a page well under 5 MB. */
export const maxPageRows = 5000;

export const health = z.object({ service: z.string(), protocol: z.int(), epoch: z.string().max(64) });
export type Health = z.infer<typeof health>;

/** What the token says about a person; kept on the device for use without a network. */
export const person = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: z.enum(['coordinator', 'org_admin']),
  orgId: id,
  orgSlug: z.string(),
  orgName: z.string(),
  /** Units whose records the person may see and change. */
  unitIds: z.array(id),
});
export type Person = z.infer<typeof person>;

export const tokens = z.object({
  accessToken: z.string().max(4096),
  refreshToken: z.string().max(512),
  /** Seconds the access token lives. */
  expiresInS: z.int().positive(),
});
export type Tokens = z.infer<typeof tokens>;

/** What the organisation has switched on or off, by name; what a reader does not know it ignores. */
const features = z.record(z.string().max(60), z.boolean());

export const signInAnswer = tokens.extend({ person, features: features.optional() });
export type SignInAnswer = z.infer<typeof signInAnswer>;

/** The person as she is now: her units, her role and what she may use may have changed since she signed in. */
export const refreshAnswer = tokens.extend({ person: person.optional(), features: features.optional() });
export type RefreshAnswer = z.infer<typeof refreshAnswer>;

/** Somebody whom the organisation's identity provider vouches for. */
export const identityProof = z.strictObject({
  /** The organisation's short name: another one's provider may be the same. */
  organisation: z.string().max(40),
  /** As the provider gave it to the app. Its nonce is base64url(SHA-256(proof)). */
  idToken: z.string().max(16_384),
  /** 43 characters that only the app which asked for the token knows. */
  proof: z.string().length(43),
  deviceId: id,
});
export type IdentityProof = z.infer<typeof identityProof>;

export const pushRequest = z.strictObject({
  deviceId: id,
  /** The history that the device knows; a server with another one stores nothing. Left out before the first page. */
  epoch: z.string().max(64).optional(),
  mutations: z.array(mutation).min(1).max(maxBatchItems),
});
export const pushAnswer = z.object({
  epoch: z.string().max(64),
  results: z.array(mutationResult).max(maxBatchItems),
});
/** The same for a reader that checks each record by the schema of its entity, once it knows which record it must be. */
export const receivedPushAnswer = pushAnswer.extend({
  results: z
    .array(mutationResult.extend({ record: z.custom<MutationResult['record']>(isObjectOrNull).optional() }))
    .max(maxBatchItems),
});
export type PushRequest = z.infer<typeof pushRequest>;
export type PushAnswer = z.infer<typeof pushAnswer>;

/** Rows as arrays under a column list: a third smaller than objects. Columns a reader does not know are ignored. */
export const pageTable = z.object({
  columns: z.array(z.string().max(60)).max(80),
  rows: z.array(z.array(json)),
});

export const changesPage = z.object({
  epoch: z.string().max(64),
  /** Opaque: stored and handed back, never parsed. */
  cursor: z.string().max(2048),
  more: z.boolean(),
  /** Whether the page belongs to a first download, which lists everything in scope. */
  snapshot: z.boolean(),
  /** Rows delivered so far and in all, while a first download runs. */
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  changes: z.record(z.string(), pageTable),
  tombstones: z.record(z.string(), z.array(id)),
});
export type ChangesPage = z.infer<typeof changesPage>;
/** A page without its rows. */
export const pageHead = changesPage.omit({ changes: true, tombstones: true });
export type PageHead = z.infer<typeof pageHead>;

/** Per entity: rows in scope, and SHA-256 (hex) over `id:revision` lines in order of id, each line ended by \n. */
export const digestAnswer = z.object({
  epoch: z.string().max(64),
  entities: z.record(z.string(), z.object({ count: z.int(), digest: z.string().length(64) })),
});
export type DigestAnswer = z.infer<typeof digestAnswer>;

/** What a stream of pokes says: there is something to fetch; or its token has run out, and a new stream is to be opened. */
export const poke = z.object({ kind: z.enum(['changes', 'renew']) });
export type Poke = z.infer<typeof poke>;
/** A stream on which nothing happens says so this often, by a comment. */
export const heartbeatMs = 25_000;
export const eventsPath = '/v1/events';

const api = oc.errors(serverErrors);

/** The sync server's whole surface; the OpenAPI document under resources/ is written from it. */
export const syncApi = {
  health: api
    .route({
      method: 'GET',
      path: '/v1/health',
      summary: 'Tells that this is a Feltbok server',
      tags: ['health'],
    })
    .output(health),
  signIn: api
    .route({ method: 'POST', path: '/v1/session', summary: 'Signs a device in', tags: ['session'] })
    .input(z.strictObject({ email: z.string().max(320), password: z.string().max(1024), deviceId: id }))
    .output(signInAnswer),
  signInWithProvider: api
    .route({
      method: 'POST',
      path: '/v1/session/provider',
      summary: "Signs a device in with an identity token of the organisation's provider",
      tags: ['session'],
    })
    .input(identityProof)
    .output(signInAnswer),
  refresh: api
    .route({
      method: 'POST',
      path: '/v1/session/refresh',
      summary: 'Trades a refresh token for new tokens',
      tags: ['session'],
    })
    .input(z.strictObject({ refreshToken: z.string().max(512) }))
    .output(refreshAnswer),
  signOut: api
    .route({
      method: 'DELETE',
      path: '/v1/session',
      summary: 'Revokes the tokens of this device',
      tags: ['session'],
      successStatus: 204,
    })
    .input(z.strictObject({ refreshToken: z.string().max(512) }).optional())
    .output(z.void()),
  push: api
    .route({
      method: 'POST',
      path: '/v1/{entity}/mutations',
      summary: 'Stores mutations, each decided on its own',
      tags: ['sync'],
      inputStructure: 'detailed',
    })
    .input(z.object({ params: z.object({ entity: z.enum(writableEntities) }), body: pushRequest }))
    .output(pushAnswer),
  changes: api
    .route({
      method: 'GET',
      path: '/v1/changes',
      summary: 'Everything in scope, then what changed since the cursor',
      tags: ['sync'],
    })
    .input(
      z.object({
        cursor: z.string().max(2048).optional(),
        limit: z.coerce.number().int().min(1).max(maxPageRows).optional(),
      }),
    )
    .output(changesPage),
  digest: api
    .route({
      method: 'GET',
      path: '/v1/digest',
      summary: 'Counts and digests per entity, to notice drift',
      tags: ['sync'],
    })
    .output(digestAnswer),
  events: api
    .route({
      method: 'GET',
      path: eventsPath,
      summary: 'A stream that says when there is something to fetch, and nothing of what',
      tags: ['sync'],
    })
    .output(eventIterator(poke)),
};

function isObjectOrNull(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Where mutations of an entity go, relative to the server's address. */
export function mutationsPath(entity: (typeof writableEntities)[number]): string {
  return `/v1/${entity}/mutations`;
}
