import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { KeyProblem } from '../../shared/contracts/errors';
import { errorCode, type Log } from '../log/log';
import { type FoundKeyring, type Keyring, silence } from './keyring';
import { passphraseBox, unwrapWithPassphrase, wrapWithPassphrase } from './passphrase';
import { writeOnce } from './write-once';

const vaultFile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keyring'), backend: z.string(), wrapped: z.base64() }),
  passphraseBox,
]);

/** How the database key can be had. */
type VaultState =
  | { kind: 'open'; key: Buffer }
  | { kind: 'choose_passphrase' }
  | { kind: 'enter_passphrase' }
  /** The key cannot be had: its wrapping is damaged, or the keyring that made it does not give it back. */
  | { kind: 'lost'; why: KeyProblem };

export type Vault = {
  /** Without asking the person; looks anew for the keyring each time. */
  open(): Promise<VaultState>;
  /** Null when the passphrase is wrong. Makes the key when there is none yet. */
  openWith(passphrase: string): Promise<Buffer | null>;
  /** Whether opening it asks for a passphrase, so that closing it keeps anybody out. */
  asksPassphrase(): boolean;
};

export type VaultOptions = {
  file: string;
  /** A database that is there without a vault has lost its key. */
  databaseFile: string;
  findKeyring: () => Promise<FoundKeyring>;
  log: Log;
};

/**
 * Keeps the random key of the database wrapped by the keyring, or by a passphrase where there is none; it is
 * never on disk as it is. A wrapping that exists is never written over: it may be the only way to the data.
 */
export function createVault({ file, databaseFile, findKeyring, log }: VaultOptions): Vault {
  /** Of the wrapping as it was last read or made; it never changes. Asked with every status, so it is not read again. */
  let known: 'keyring' | 'passphrase' | null = null;
  return {
    async open() {
      if (!existsSync(file)) {
        if (existsSync(databaseFile)) return { kind: 'lost', why: 'key_damaged' };
        const found = await findKeyring();
        if (found.kind !== 'keyring') return { kind: 'choose_passphrase' };
        return makeWithKeyring(file, found.keyring, log);
      }
      const stored = readVault(file);
      known = stored?.kind ?? null;
      if (!stored) return { kind: 'lost', why: 'key_damaged' };
      if (stored.kind === 'passphrase') return { kind: 'enter_passphrase' };
      const found = await findKeyring();
      if (found.kind !== 'keyring') return { kind: 'lost', why: whyAbsent[found.kind] };
      return unwrapWithKeyring(found.keyring, stored, log);
    },
    async openWith(passphrase) {
      const stored = existsSync(file) ? readVault(file) : 'none';
      if (stored === 'none') {
        const key = randomBytes(32);
        writeOnce(file, JSON.stringify(await wrapWithPassphrase(key, passphrase)));
        known = 'passphrase';
        return key;
      }
      return stored?.kind === 'passphrase' ? unwrapWithPassphrase(stored, passphrase) : null;
    },
    asksPassphrase: () => known === 'passphrase',
  };
}

const whyAbsent = {
  none: 'keyring_gone',
  locked: 'keyring_locked',
  unsafe: 'keyring_unsafe',
} as const;

async function makeWithKeyring(file: string, keyring: Keyring, log: Log): Promise<VaultState> {
  const key = randomBytes(32);
  const secret = key.toString('base64');
  let wrapped: Buffer;
  try {
    wrapped = await keyring.wrap(secret);
    // Prove that it comes back before anything is encrypted with it.
    if ((await keyring.unwrap(wrapped)) !== secret) return { kind: 'choose_passphrase' };
  } catch (error) {
    log('session.key_not_wrapped', { error: errorCode(error), backend: keyring.backend });
    return { kind: 'choose_passphrase' };
  }
  const content = { kind: 'keyring', backend: keyring.backend, wrapped: wrapped.toString('base64') };
  writeOnce(file, JSON.stringify(content));
  return { kind: 'open', key };
}

async function unwrapWithKeyring(
  keyring: Keyring,
  { backend, wrapped }: { backend: string; wrapped: string },
  log: Log,
): Promise<VaultState> {
  try {
    const key = Buffer.from(await keyring.unwrap(Buffer.from(wrapped, 'base64')), 'base64');
    return key.length === 32 ? { kind: 'open', key } : { kind: 'lost', why: 'key_damaged' };
  } catch (error) {
    log('session.key_not_unwrapped', { error: errorCode(error), backend: keyring.backend });
    if (error instanceof Error && error.message === silence) return { kind: 'lost', why: 'keyring_locked' };
    return { kind: 'lost', why: backend === keyring.backend ? 'other_computer' : 'keyring_changed' };
  }
}

function readVault(file: string): z.infer<typeof vaultFile> | null {
  try {
    return vaultFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
