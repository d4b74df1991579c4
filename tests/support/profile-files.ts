import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVault, type Vault } from '../../src/main/session/vault';

/** The vault of a profile on a computer without a keyring. */
export function vaultOf(folder: string): Vault {
  return createVault({
    file: join(folder, 'vault.json'),
    databaseFile: join(folder, 'feltbok.db'),
    findKeyring: async () => ({ kind: 'none' }),
    log: () => {},
  });
}

/** Copies the file beside itself, to be renamed back. Answers the copy. */
export function keepCopy(file: string): string {
  copyFileSync(file, `${file}.kept`);
  return `${file}.kept`;
}

export function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
