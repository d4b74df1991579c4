import { lockProfile } from '../database/lock-profile';
import { readAnyCopy } from '../database/night-copies';
import { type OpenedDatabase, openDatabase } from '../database/open-database';
import { replaceDamaged, rescuingOf } from '../database/quarantine';
import { salvage } from '../database/salvage';
import { storageProblemOf } from '../database/storage-error';
import type { Log } from '../log/log';
import { recoverQueue } from '../outbox/recover-queue';

export type ProfileOptions = {
  databaseFile: string;
  migrationsFolder: string;
  ports: { nowMs: () => number; newId: () => string; log: Log };
};

/** The two ways to a database that can be worked with, for one profile folder. */
export function openProfile({ databaseFile, migrationsFolder, ports }: ProfileOptions) {
  const { nowMs, newId, log } = ports;
  const openUnlocked = (key: Buffer) => openDatabase({ file: databaseFile, key, migrationsFolder, log });
  return {
    open: (key: Buffer): OpenedDatabase => locked(databaseFile, () => openUnlocked(key)),
    /**
     * Queue first: a new database is filled beside the damaged one, which is then moved aside. A crash before
     * the move leaves the damaged one in its place, to be rescued anew; a crash after it, the new one.
     */
    rescue: (key: Buffer): OpenedDatabase => locked(databaseFile, () => rescue(key)),
  };

  function rescue(key: Buffer): OpenedDatabase {
    const now = nowMs();
    const copy = readAnyCopy(databaseFile, key);
    const fresh = openDatabase({
      file: rescuingOf(databaseFile),
      key,
      migrationsFolder,
      keepsQueueCopy: false,
    });
    if (fresh.kind === 'problem') return fresh;
    try {
      const salvaged = salvage(databaseFile, key);
      const { mutations, drafts } = recoverQueue(fresh.database, { copy, salvaged }, { now, newId });
      log('database.rescued', { count: mutations, rows: drafts });
    } finally {
      fresh.database.close();
    }
    replaceDamaged(databaseFile, now);
    return openUnlocked(key);
  }
}

/** Opens with the profile's lock, which is held until the database is closed. */
function locked(databaseFile: string, open: () => OpenedDatabase): OpenedDatabase {
  let unlock = () => {};
  try {
    unlock = lockProfile(databaseFile);
    const opened = open();
    if (opened.kind === 'open') {
      const { database } = opened;
      const close = () => {
        database.close();
        unlock();
      };
      return { kind: 'open', database: { ...database, close } };
    }
    unlock();
    return opened;
  } catch (error) {
    unlock();
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'problem', problem };
    throw error;
  }
}
