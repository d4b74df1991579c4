import { readdirSync, rmSync } from 'node:fs';
import { copyFile, open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type QueueCopy, queueCopyOf, readCopyFile, readQueueCopy } from './read-queue-copy';
import { syncFolder } from './sync-folder';

/** Beside the database, so that what removes it for another person removes them too. */
const nightOf = (databaseFile: string, nowMs: number) => `${databaseFile}.night-${nowMs}`;
const keptNights = 2;
/**
 * Mutations made since a night's copy had numbers that it does not know. More than anybody makes in the days between;
 * a number used twice would look like a copied computer to the server.
 */
const unknownNumbers = 1_000_000;

/**
 * Puts the queue's copy aside as it is now, sealed as it is, and forgets all but the newest two. It stands in where the
 * copy that is written all day is lost together with the database. Rejects when the disk does not take it; the
 * earlier nights are kept then.
 */
export async function keepNightCopy(databaseFile: string, nowMs: number): Promise<void> {
  const night = nightOf(databaseFile, nowMs);
  try {
    await copyFile(queueCopyOf(databaseFile), `${night}.new`);
    const copied = await open(`${night}.new`, 'r+');
    await copied.sync().finally(() => copied.close());
    await rename(`${night}.new`, night);
    syncFolder(dirname(night));
  } catch (error) {
    rmSync(`${night}.new`, { force: true });
    throw error;
  }
  for (const old of listNights(databaseFile).slice(keptNights)) rmSync(old, { force: true });
}

/** The newest night that opens with this key, or null. What happened since is not in it, so it is never whole. */
export function readNightCopy(databaseFile: string, databaseKey: Buffer): QueueCopy | null {
  for (const night of listNights(databaseFile)) {
    const copy = readCopyFile(night, databaseKey);
    if (copy !== null && copy !== 'unreadable')
      return { ...copy, sequence: copy.sequence + unknownNumbers, isWhole: false };
  }
  return null;
}

/** The copy that is written all day, or the newest night's where that one does not open; null without either. */
export function readAnyCopy(databaseFile: string, databaseKey: Buffer): QueueCopy | null {
  const copy = readQueueCopy(databaseFile, databaseKey);
  return copy !== null && copy !== 'unreadable' ? copy : readNightCopy(databaseFile, databaseKey);
}

/** Newest first. */
function listNights(databaseFile: string): string[] {
  const folder = dirname(databaseFile);
  const begin = basename(nightOf(databaseFile, 0)).slice(0, -1);
  const timeOf = (name: string) => Number(name.slice(begin.length));
  return readdirSync(folder)
    .filter((name) => name.startsWith(begin) && Number.isInteger(timeOf(name)))
    .sort((one, other) => timeOf(other) - timeOf(one))
    .map((name) => join(folder, name));
}
