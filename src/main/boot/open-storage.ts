import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import type { Log } from '../log/log';
import { findKeyring } from '../session/keyring';
import { createVault } from '../session/vault';
import { openProfile } from './open-profile';
import { systemClock, systemRandom } from './system-ports';

/** Where this user's work lies on the disk, and the two things that open it: the vault has the key, the profile the file. */
export async function openStorage(log: Log) {
  const folder = app.getPath('userData');
  const databaseFile = join(folder, 'feltbok.db');
  const keyring = await findKeyring(safeStorage);
  log('session.keyring', { backend: keyring?.backend ?? 'none' });
  return {
    vault: createVault({ file: join(folder, 'vault.json'), databaseFile, keyring, log }),
    databaseFile,
    ...openProfile({
      databaseFile,
      migrationsFolder: join(app.getAppPath(), 'resources', 'migrations'),
      ports: { nowMs: systemClock.now, newId: systemRandom.newId, log },
    }),
  };
}
