import type { SafeStorage } from 'electron';

/** The operating system's place for secrets. */
export type Keyring = {
  /** Its name on Linux; else the platform's only one. */
  backend: string;
  wrap(secret: string): Promise<Buffer>;
  /** Throws when this keyring did not wrap it. */
  unwrap(wrapped: Buffer): Promise<string>;
};

/** A keyring that is locked may wait for a prompt that nobody sees. */
const timeLimitMs = 10_000;

/**
 * The keyring, or null when there is none that protects anything: Chromium's `basic_text` hides secrets under
 * a password that is in its source.
 */
export async function findKeyring(storage: SafeStorage, limitMs = timeLimitMs): Promise<Keyring | null> {
  const backend = storage.getSelectedStorageBackend?.() ?? 'system';
  if (backend === 'basic_text' || backend === 'unknown') return null;
  // Electron before 42 has only the blocking calls.
  const waits = typeof storage.encryptStringAsync === 'function';
  try {
    const available = waits
      ? await within(limitMs, storage.isAsyncEncryptionAvailable())
      : storage.isEncryptionAvailable();
    if (!available) return null;
  } catch {
    return null;
  }
  return {
    backend,
    wrap: (secret) =>
      waits
        ? within(limitMs, storage.encryptStringAsync(secret))
        : settle(() => storage.encryptString(secret)),
    unwrap: (wrapped) =>
      waits
        ? within(limitMs, storage.decryptStringAsync(wrapped)).then(({ result }) => result)
        : settle(() => storage.decryptString(wrapped)),
  };
}

async function settle<Value>(call: () => Value): Promise<Value> {
  return call();
}

async function within<Value>(limitMs: number, call: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The keyring did not answer in time.')), limitMs);
  });
  try {
    return await Promise.race([call, limit]);
  } finally {
    clearTimeout(timer);
  }
}
