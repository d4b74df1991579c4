import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReadyFacts } from '../../shared/contracts/ready';
import type { Status } from '../../shared/contracts/status';
import type { Database } from '../database/open-database';
import { findSyncState } from '../database/sync-state';

/** What is known before a person leaves the network; the rule judges it. */
export async function readReadyFacts(
  database: Database,
  { status, signedIn, now }: { status: Status; signedIn: boolean; now: number },
): Promise<ReadyFacts> {
  const state = findSyncState(database);
  const count = (sql: string) => Number(database.prepare(sql).pluck().get());
  const { waiting, needsPerson, drafts, pausedUntil, connectivity } = status;
  return {
    initialised: state?.initialised ?? false,
    lastSyncedAt: state?.lastSyncedAt ?? null,
    types: count('SELECT count(*) FROM activity_types'),
    mentors: count('SELECT count(*) FROM peer_mentors WHERE active = 1'),
    waiting,
    needsPerson,
    drafts,
    signedIn: signedIn && state?.authNeeded !== true,
    updateNeeded: status.kind === 'update_needed' || state?.updateNeeded === true,
    pausedUntil,
    connectivity,
    canSave: database.problem() === null,
    freeBytes: await freeBytes(dirname(database.opening.file)),
    now,
  };
}

/** For the user who runs the app; null when the system does not tell. */
async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
