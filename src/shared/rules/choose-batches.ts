import { type EntityName, type WritableEntity, writableEntities } from '../contracts/entities';
import { maxBatchBytes, maxBatchItems, type Operation, type Reference } from '../contracts/mutations';
import { standingWait } from './back-off';

/** What has to be known of an unsettled mutation to decide whether it may go. */
export type Candidate = {
  id: string;
  sequence: number;
  entity: WritableEntity;
  recordId: string;
  operation: Operation;
  state: 'pending' | 'in_flight' | 'parked';
  retryAt: number | null;
  references: Reference[];
  /** Size of the mutation in a request body. */
  bytes: number;
};

/** Mutations that stay, by the record they hold back: the newest of each record, and those that create one. */
export type Held = { newest: ReadonlyMap<string, string>; creations: ReadonlyMap<string, string> };

export const nothingHeld: Held = { newest: new Map(), creations: new Map() };

export type Choice = {
  /** In the order to send; no batch depends on a later one. */
  batches: { entity: WritableEntity; ids: string[] }[];
  /** For each mutation that must wait for another: that other's id. */
  waitsFor: Map<string, string>;
  /** When the next mutation that only waits for time may go (epoch ms); null when there is none. */
  nextRetryAt: number | null;
  /** What stays of `rows`: to be added to what is held already before choosing among the mutations that follow. */
  held: Held;
};

/**
 * Decides what goes now. A mutation goes when every earlier unsettled mutation of its record, and the creation of
 * every record it refers to, goes before it in the same run. `rows`: unsettled mutations in order of sequence, all
 * of them, or those after a place in the queue with what is `held` before it and everything else there settled.
 */
export function chooseBatches(rows: Candidate[], now: number, held: Held = nothingHeld): Choice {
  const waitsFor = new Map<string, string>();
  const newest = new Map<string, Placed>();
  const creations = new Map<string, Placed>();
  const layers: Candidate[][] = [];
  let nextRetryAt: number | null = null;

  for (const row of rows) {
    const key = recordKey(row.entity, row.recordId);
    const before = newest.get(key) ?? staying(held.newest.get(key));
    const parents = row.references
      .map(({ entity, id }) => recordKey(entity, id))
      .map((parent) => creations.get(parent) ?? staying(held.creations.get(parent)))
      .filter((placed) => placed !== undefined);
    const blocker = [before, ...parents].find((placed) => placed !== undefined && placed.layer === null);
    if (blocker) waitsFor.set(row.id, blocker.id);
    const waitsUntil = standingWait(row.retryAt, now);
    const due = waitsUntil === null;
    if (waitsUntil !== null && !blocker && row.state === 'pending')
      nextRetryAt = Math.min(nextRetryAt ?? Number.POSITIVE_INFINITY, waitsUntil);
    const layer = blocker || !due || row.state !== 'pending' ? null : layerAfter(before, parents);
    if (layer !== null) {
      layers[layer] ??= [];
      layers[layer].push(row);
    }
    const placed = { id: row.id, layer };
    newest.set(key, placed);
    if (row.operation === 'create') creations.set(key, placed);
  }
  return {
    batches: layers.flatMap(batchesOfLayer),
    waitsFor,
    nextRetryAt,
    held: { newest: stayingOf(newest), creations: stayingOf(creations) },
  };
}

/** `layer` is null when the mutation stays; otherwise its place in the order of layers. */
type Placed = { id: string; layer: number | null };

function staying(id: string | undefined): Placed | undefined {
  return id === undefined ? undefined : { id, layer: null };
}

function stayingOf(placed: Map<string, Placed>): Map<string, string> {
  const held = new Map<string, string>();
  for (const [key, { id, layer }] of placed) if (layer === null) held.set(key, id);
  return held;
}

function recordKey(entity: EntityName, id: string): string {
  return `${entity} ${id}`;
}

/** After its own record's earlier mutation; beside its parents, because within a layer parents are sent first. */
function layerAfter(before: Placed | undefined, parents: Placed[]): number {
  const own = before ? (before.layer ?? 0) + 1 : 0;
  return Math.max(own, ...parents.map((parent) => parent.layer ?? 0));
}

function batchesOfLayer(layer: Candidate[]): Choice['batches'] {
  return writableEntities.flatMap((entity) =>
    split(layer.filter((row) => row.entity === entity)).map((ids) => ({ entity, ids })),
  );
}

/** The device's id and the brackets around the mutations. */
const envelopeBytes = 100;

function split(rows: Candidate[]): string[][] {
  const batches: string[][] = [];
  let current: string[] = [];
  let bytes = envelopeBytes;
  for (const row of rows) {
    if (current.length > 0 && (current.length >= maxBatchItems || bytes + row.bytes > maxBatchBytes)) {
      batches.push(current);
      current = [];
      bytes = envelopeBytes;
    }
    current.push(row.id);
    bytes += row.bytes;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}
