import type { WritableEntity } from '../contracts/entities';
import { type Operation, type Reference, schemaVersion } from '../contracts/mutations';
import type { Json } from '../contracts/primitives';

/** What a queued mutation carries, in the shape of its schema version. */
export type QueuedMutation = {
  entity: WritableEntity;
  operation: Operation;
  schemaVersion: number;
  payload: { base: Record<string, Json>; changes: Record<string, Json>; references: Reference[] };
};

/** The way from one schema version to the next. */
export type UpcastStep = (mutation: QueuedMutation) => QueuedMutation['payload'];

/** A shape to bring mutations to: its version, and the steps that lead there; the first leads from version 1 to 2. */
export type MutationShape = { version: number; steps: readonly UpcastStep[] };

/** Today's shape. A change of meaning raises `schemaVersion` and adds one step; a step that was released stays as it is. */
export const currentShape: MutationShape = { version: schemaVersion, steps: [] };

/** The mutation in the asked shape, step by step; null when it is of a later version than that. */
export function upcastMutation(mutation: QueuedMutation, shape: MutationShape): QueuedMutation | null {
  if (mutation.schemaVersion > shape.version) return null;
  let raised = mutation;
  for (const step of shape.steps.slice(mutation.schemaVersion - 1, shape.version - 1))
    raised = { ...raised, schemaVersion: raised.schemaVersion + 1, payload: step(raised) };
  return raised;
}
