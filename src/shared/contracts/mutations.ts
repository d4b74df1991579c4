import { z } from 'zod';
import { entityNames } from './entities';
import { epochMs, id, json, revision } from './primitives';

export const operations = ['create', 'update', 'delete'] as const;
export type Operation = (typeof operations)[number];

/** Shape of `changes` and `base`; raised when a field changes meaning. Older queued mutations are brought up at send time. */
export const schemaVersion = 1;
/** A request holds at most this many mutations and this many bytes. */
export const maxBatchItems = 500;
export const maxBatchBytes = 1024 * 1024;

export const reference = z.strictObject({ entity: z.enum(entityNames), id });
export type Reference = z.infer<typeof reference>;

const fields = z.record(z.string(), json);

/** One intent of one person, fixed when the form opened. The id is the idempotency key. */
export const mutation = z.strictObject({
  id,
  /** Strictly increasing per device. */
  sequence: z.int().positive(),
  operation: z.enum(operations),
  recordId: id,
  baseRevision: revision.nullable(),
  /** The values the person saw, for each field in `changes`. */
  base: fields,
  changes: fields,
  /** Records that must exist before this one can be stored. */
  references: z.array(reference).max(50),
  madeAt: epochMs,
  schemaVersion: z.int().positive(),
});
export type Mutation = z.infer<typeof mutation>;

export const rejectionCodes = [
  'validation',
  'forbidden',
  'out_of_scope',
  'year_locked',
  'type_retired',
  'unknown_reference',
  'gone',
  'unsupported_version',
] as const;

/** Why a mutation was not stored. Names a field, never a value. */
export const problem = z.object({
  code: z.enum([...rejectionCodes, 'internal']),
  field: z.string().max(60).optional(),
});
export type Problem = z.infer<typeof problem>;

export const outcomes = ['applied', 'merged', 'conflict', 'rejected', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** The server's word on one mutation; the same id gets the same word for ever, with the record as it is today. */
export const mutationResult = z.object({
  id,
  outcome: z.enum(outcomes),
  /** The whole record after the decision; null when it is deleted, or gone since. Present unless rejected or failed. */
  record: z.record(z.string(), json).nullable().optional(),
  revision: revision.optional(),
  /** Field groups that the server kept, for `conflict`; every touched group when the record is deleted there. */
  groups: z.array(z.string()).optional(),
  /** Who made the change that won, where the server knows: a display name of a coordinator. */
  by: z.string().optional(),
  problem: problem.optional(),
});
export type MutationResult = z.infer<typeof mutationResult>;
