import { join } from 'node:path';
import { app } from 'electron';
import type { Log } from '../log/log';
import type { FoundKeyring } from '../session/keyring';
import { createVault } from '../session/vault';
import { openProfile } from './open-profile';
import { systemClock, systemRandom } from './system-ports';

/** Where a profile's work lies on the disk, and the two things that open it: the vault has the key, the profile the file. */
export function openStorage({
  folder,
  findKeyring,
  log,
}: {
  folder: string;
  findKeyring: () => Promise<FoundKeyring>;
  log: Log;
}) {
  const databaseFile = join(folder, 'feltbok.db');
  return {
    vault: createVault({ file: join(folder, 'vault.json'), databaseFile, findKeyring, log }),
    databaseFile,
    ...openProfile({
      databaseFile,
      migrationsFolder: join(app.getAppPath(), 'resources', 'migrations'),
      ports: { nowMs: systemClock.now, newId: systemRandom.newId, log },
    }),
  };
}
