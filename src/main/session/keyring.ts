import type { SafeStorage } from 'electron';
import { askSecretService } from './secret-service';

/** The operating system's place for secrets. */
export type Keyring = {
  /** Its name on Linux; else the platform's only one. */
  backend: string;
  wrap(secret: string): Promise<Buffer>;
  /** Throws when this keyring did not wrap it; with `silence` when it does not answer. */
  unwrap(wrapped: Buffer): Promise<string>;
};

/** `none`: there is none, or it does not answer. `unsafe`: what there is protects nothing. */
export type FoundKeyring =
  | { kind: 'keyring'; keyring: Keyring }
  | { kind: 'none' }
  | { kind: 'locked' }
  | { kind: 'unsafe' };

export const silence = 'The keyring did not answer in time.';

/** A keyring that is locked may wait for a prompt that nobody sees. */
const timeLimitMs = 10_000;

/**
 * The keyring as it stands now. Chromium's `basic_text` hides secrets under a password that is in its source, which is
 * taken for none.
 */
export async function findKeyring(
  storage: SafeStorage,
  { limitMs = timeLimitMs, askService = askSecretService } = {},
): Promise<FoundKeyring> {
  const backend = storage.getSelectedStorageBackend?.() ?? 'system';
  if (backend === 'basic_text' || backend === 'unknown') return { kind: 'unsafe' };
  // Electron before 42 has only the blocking calls.
  const waits = typeof storage.encryptStringAsync === 'function';
  const service = backend === 'gnome_libsecret' ? await askService() : 'cannot_ask';
  // A call that blocks is made only when nothing will keep it waiting; one that does not may bring up the prompt.
  if (service === 'gone' && !waits) return { kind: 'none' };
  if (service === 'locked' && !waits) return { kind: 'locked' };
  const absent: FoundKeyring = { kind: service === 'locked' ? 'locked' : 'none' };
  try {
    const available = waits
      ? await within(limitMs, storage.isAsyncEncryptionAvailable())
      : storage.isEncryptionAvailable();
    if (!available) return absent;
  } catch {
    return absent;
  }
  return {
    kind: 'keyring',
    keyring: {
      backend,
      wrap: (secret) =>
        waits
          ? within(limitMs, storage.encryptStringAsync(secret))
          : settle(() => storage.encryptString(secret)),
      unwrap: (wrapped) =>
        waits
          ? within(limitMs, storage.decryptStringAsync(wrapped)).then(({ result }) => result)
          : settle(() => storage.decryptString(wrapped)),
    },
  };
}

async function settle<Value>(call: () => Value): Promise<Value> {
  return call();
}

async function within<Value>(limitMs: number, call: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(silence)), limitMs);
  });
  try {
    return await Promise.race([call, limit]);
  } finally {
    clearTimeout(timer);
  }
}
