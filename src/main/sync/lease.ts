import type { Database } from '../database/open-database';
import { StorageError } from '../database/storage-error';
import { readLeaseOwner, readSyncState, updateSyncState } from '../database/sync-state';

/** Prolonged every minute while a run is under way; what misses three of them has crashed or hangs. */
export const leaseMs = 3 * 60_000;

export type Lease = {
  database: Database;
  /** Made anew at each start of the engine. */
  owner: string;
  newId: () => string;
};

/**
 * Takes the right to run, in one transaction, so that of two processes on one database only one gets it. Null when it
 * was taken, else until when another has it (epoch ms). `previousIsDead`: the caller knows that no other process can
 * have this database open, so a lease that is still there was left behind by a crash.
 */
export function takeLease(
  { database, owner, newId }: Lease,
  { now, previousIsDead }: { now: number; previousIsDead: boolean },
): number | null {
  return database.write(() => {
    const { leaseOwner, leaseExpiresAt } = readSyncState(database, newId);
    if (leaseOwner !== owner && !previousIsDead && isHeld(leaseExpiresAt, now)) return leaseExpiresAt;
    updateSyncState(database, { leaseOwner: owner, leaseExpiresAt: now + leaseMs });
    return null;
  });
}

/** Whether the lease is still this owner's; also after it has run out, as long as nobody else took it. */
export function holdsLease({ database, owner }: Lease): boolean {
  return readLeaseOwner(database) === owner;
}

/** False when another has taken it meanwhile. */
export function prolongLease(lease: Lease, now: number): boolean {
  return whenWritable(() =>
    lease.database.write(() => {
      if (!holdsLease(lease)) return false;
      updateSyncState(lease.database, { leaseExpiresAt: now + leaseMs });
      return true;
    }),
  );
}

/** Gives the lease back. On a disk that takes no writes it runs out by itself, and its owner may take it again. */
export function releaseLease(lease: Lease): void {
  whenWritable(() =>
    lease.database.write(() => {
      if (holdsLease(lease)) updateSyncState(lease.database, { leaseOwner: null, leaseExpiresAt: null });
      return true;
    }),
  );
}

function whenWritable(write: () => boolean): boolean {
  try {
    return write();
  } catch (error) {
    if (error instanceof StorageError) return true;
    throw error;
  }
}

/** A moment further away than any lease lasts comes from a clock that has been set back since. */
function isHeld(expiresAt: number | null, now: number): expiresAt is number {
  return expiresAt !== null && expiresAt > now && expiresAt <= now + leaseMs;
}
