import { type EntityName, entityNames } from '../../shared/contracts/entities';
import type { DigestAnswer } from '../../shared/contracts/sync-api';
import type { Failure } from '../../shared/rules/classify-failure';
import type { Database } from '../database/open-database';
import { readSyncState, updateSyncState } from '../database/sync-state';
import { digestMirror } from './digest-mirror';
import type { Clock, Random } from './ports';
import { type Pulled, restart } from './pull';
import type { ServerClient } from './server-client';

/** What comparing the mirror with the server came to. */
export type Checked =
  | { kind: 'same'; rows: number }
  /** It differed, everything was listed anew, and now it is the same. */
  | { kind: 'repaired'; entities: EntityName[] }
  | { kind: 'remains'; entities: EntityName[] }
  /** The server changed all the time, or the run was told to stop: another run will see. */
  | { kind: 'undecided' }
  | { kind: 'failed'; failure: Failure };

type Ports = {
  database: Database;
  client: ServerClient;
  clock: Clock;
  random: Random;
  mayGoOn(): boolean;
  /** Fetches pages until there are no more. */
  pullOn(): Promise<Pulled>;
};

const weekMs = 7 * 24 * 3_600_000;
const rounds = 3;

/**
 * Once a week, and again at the end of a repair that was cut off. The first download needs no check. A check that lies
 * ahead was noted before the clock was set back.
 */
export function isCheckDue(
  { checkedAt, drift }: { checkedAt: number | null; drift: { state: string } | null },
  now: number,
): boolean {
  return drift?.state === 'repairing' || (checkedAt !== null && Math.abs(now - checkedAt) >= weekMs);
}

/**
 * Compares the mirror with the server's digest. Where they differ, a declared resync lists everything anew and the
 * comparison is made again; outbox, drafts and journal have no part in it. A crash in between leaves `drift` set and
 * the listing resumable, so the next run ends both.
 */
export async function checkDrift(ports: Ports): Promise<Checked> {
  const { database, clock, random } = ports;
  const { drift, snapshot } = readSyncState(database, random.newId);
  const found = await compare(ports);
  if (found.kind === 'same') {
    updateSyncState(database, { checkedAt: clock.now(), drift: null });
    return drift ? { kind: 'repaired', entities: drift.entities } : found;
  }
  if (found.kind !== 'differs') return found;
  if (drift?.state === 'repairing') return giveUp(ports, found.entities);
  database.write(() => {
    restart(database, snapshot);
    updateSyncState(database, { rewriting: true, drift: { entities: found.entities, state: 'repairing' } });
  });
  const pulled = await ports.pullOn();
  if (pulled.failure) return { kind: 'failed', failure: pulled.failure };
  return ports.mayGoOn() ? checkDrift(ports) : { kind: 'undecided' };
}

/** Listing everything has not helped; doing so again would not either. */
function giveUp({ database, clock }: Ports, entities: EntityName[]): Checked {
  updateSyncState(database, { checkedAt: clock.now(), drift: { entities, state: 'remains' } });
  return { kind: 'remains', entities };
}

type Compared =
  | { kind: 'same'; rows: number }
  | { kind: 'differs'; entities: EntityName[] }
  | { kind: 'undecided' }
  | { kind: 'failed'; failure: Failure };

/**
 * A difference counts only when the server said the same before and after all its changes were fetched: then it is
 * not one that was on its way.
 */
async function compare({ database, client, mayGoOn, pullOn }: Ports): Promise<Compared> {
  for (let round = 0; round < rounds && mayGoOn(); round++) {
    const before = await client.digest();
    if (before.kind === 'failed') return before;
    if (differing(await digestMirror(database), before.value).length === 0)
      return { kind: 'same', rows: countRows(before.value) };
    const pulled = await pullOn();
    if (pulled.failure) return { kind: 'failed', failure: pulled.failure };
    if (!mayGoOn()) return { kind: 'undecided' };
    const after = await client.digest();
    if (after.kind === 'failed') return after;
    const entities = differing(await digestMirror(database), after.value);
    if (entities.length === 0) return { kind: 'same', rows: countRows(after.value) };
    if (differing(before.value.entities, after.value).length === 0) return { kind: 'differs', entities };
  }
  return { kind: 'undecided' };
}

function differing(here: DigestAnswer['entities'], { entities: there }: DigestAnswer): EntityName[] {
  return entityNames.filter((entity) => there[entity] && here[entity]?.digest !== there[entity].digest);
}

function countRows({ entities }: DigestAnswer): number {
  return Object.values(entities).reduce((sum, { count }) => sum + count, 0);
}
