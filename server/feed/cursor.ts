import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Caller } from '../session/as-person';

const xid = z.string().regex(/^\d{1,20}$/);
const place = z.discriminatedUnion('mode', [
  z.object({
    mode: z.literal('snapshot'),
    /** Everything below this transaction was committed when the first page was made. */
    watermark: xid,
    /** Index into the entities' order, and the last id delivered of that entity. */
    entity: z.int().nonnegative(),
    after: z.string().nullable(),
    done: z.int(),
    total: z.int(),
  }),
  /** Everything before this transaction has been delivered. */
  z.object({ mode: z.literal('delta'), from: xid }),
]);
/** Where a device stands in the feed. */
export type Place = z.infer<typeof place>;

/** What a cursor is good for: one organisation, one set of units, one history of the database. */
export type CursorBinding = { orgId: string; scopeHash: string; epoch: string };

const sealed = z.object({ place, orgId: z.string(), scopeHash: z.string(), epoch: z.string() });

export function bindCursor(caller: Caller, epoch: string): CursorBinding {
  const units = caller.scope === 'all' ? 'all' : [...caller.scope].sort().join(',');
  const scopeHash = createHash('sha256').update(units).digest('base64url').slice(0, 22);
  return { orgId: caller.person.orgId, scopeHash, epoch };
}

export function sealCursor(key: Uint8Array, binding: CursorBinding, at: Place): string {
  const body = Buffer.from(JSON.stringify({ place: at, ...binding })).toString('base64url');
  return `${body}.${sign(key, body).toString('base64url')}`;
}

/** The place in a cursor; null when it is not ours, or belongs to another scope or epoch. */
export function openCursor(key: Uint8Array, binding: CursorBinding, cursor: string): Place | null {
  const [body = '', signature = '', ...rest] = cursor.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(key, body);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const read = sealed.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (!read.success) return null;
  const { orgId, scopeHash, epoch } = read.data;
  const same = orgId === binding.orgId && scopeHash === binding.scopeHash && epoch === binding.epoch;
  return same ? read.data.place : null;
}

function sign(key: Uint8Array, body: string): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
