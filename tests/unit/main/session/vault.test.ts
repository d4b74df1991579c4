import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findKeyring, type Keyring } from '../../../../src/main/session/keyring';
import { createVault } from '../../../../src/main/session/vault';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-vault-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const vaultWith = (keyring: Keyring | null, absence: 'none' | 'locked' | 'unsafe' = 'none') =>
  createVault({
    file: join(folder, 'vault.json'),
    databaseFile: join(folder, 'feltbok.db'),
    findKeyring: async () => (keyring ? { kind: 'keyring', keyring } : { kind: absence }),
    log: () => {},
  });

/** A keyring whose secret is a byte, as the operating system's would be another for each login. */
function keyringOf(secret: number, backend = 'test'): Keyring {
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ secret));
  return {
    backend,
    wrap: async (text) => turn(Buffer.from(`ours:${text}`)),
    async unwrap(wrapped) {
      const text = turn(wrapped).toString();
      if (!text.startsWith('ours:')) throw new Error('not wrapped here');
      return text.slice(5);
    },
  };
}

describe('vault with a keyring', () => {
  it('gives the same key after a restart', async () => {
    const first = await vaultWith(keyringOf(7)).open();
    const second = await vaultWith(keyringOf(7)).open();
    expect(first.kind).toBe('open');
    expect(second).toEqual(first);
  });

  it('is lost, and its file untouched, with another keyring or none', async () => {
    await vaultWith(keyringOf(7)).open();
    const before = readFileSync(join(folder, 'vault.json'));
    const lost = (why: string) => ({ kind: 'lost', why });
    expect(await vaultWith(keyringOf(8)).open()).toEqual(lost('other_computer'));
    expect(await vaultWith(keyringOf(8, 'kwallet6')).open()).toEqual(lost('keyring_changed'));
    expect(await vaultWith(null).open()).toEqual(lost('keyring_gone'));
    expect(await vaultWith(null, 'locked').open()).toEqual(lost('keyring_locked'));
    expect(await vaultWith(null, 'unsafe').open()).toEqual(lost('keyring_unsafe'));
    expect(await vaultWith(null).openWith('a passphrase instead')).toBeNull();
    expect(readFileSync(join(folder, 'vault.json'))).toEqual(before);
  });

  it('is lost when a database is there without it', async () => {
    writeFileSync(join(folder, 'feltbok.db'), 'something');
    expect(await vaultWith(keyringOf(7)).open()).toEqual({ kind: 'lost', why: 'key_damaged' });
    expect(readdirSync(folder)).toEqual(['feltbok.db']);
  });

  it('is lost when its file is damaged', async () => {
    writeFileSync(join(folder, 'vault.json'), '{"kind":"keyring"');
    expect(await vaultWith(keyringOf(7)).open()).toEqual({ kind: 'lost', why: 'key_damaged' });
  });

  it('asks for a passphrase when the keyring does not give back what it took', async () => {
    const broken: Keyring = { ...keyringOf(7), unwrap: async () => 'something else' };
    expect(await vaultWith(broken).open()).toEqual({ kind: 'choose_passphrase' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('vault with a passphrase', () => {
  it('opens with the phrase it was made with, and with no other', async () => {
    expect(await vaultWith(null).open()).toEqual({ kind: 'choose_passphrase' });
    const key = await vaultWith(null).openWith('blå fjell og stille vann');
    expect(key).toHaveLength(32);
    expect(await vaultWith(null).open()).toEqual({ kind: 'enter_passphrase' });
    expect(await vaultWith(null).openWith('blå fjell og stille hav')).toBeNull();
    // The same letters, with å as two code points.
    expect(await vaultWith(null).openWith('blå fjell og stille vann'.normalize('NFD'))).toEqual(key);
  });

  it('never has the key in a file', async () => {
    const key = (await vaultWith(null).openWith('blå fjell og stille vann')) ?? Buffer.alloc(0);
    const files = readdirSync(folder);
    expect(files).toEqual(['vault.json']);
    const content = readFileSync(join(folder, 'vault.json'));
    for (const form of [key, key.toString('hex'), key.toString('base64')])
      expect(content.includes(form)).toBe(false);
  });
});

describe('findKeyring', () => {
  const storage = (parts: object) => parts as unknown as SafeStorage;
  const blocking = {
    isEncryptionAvailable: () => true,
    encryptString: (text: string) => Buffer.from(text),
    decryptString: (bytes: Buffer) => bytes.toString(),
  };

  it.each(['basic_text', 'unknown'])('takes the backend %s for no keyring', async (backend) => {
    expect(await findKeyring(storage({ ...blocking, getSelectedStorageBackend: () => backend }))).toEqual({
      kind: 'unsafe',
    });
  });

  it('finds none when encryption is not available', async () => {
    expect(await findKeyring(storage({ ...blocking, isEncryptionAvailable: () => false }))).toEqual({
      kind: 'none',
    });
  });

  it('finds none when the keyring does not answer in time', async () => {
    const silent = { encryptStringAsync() {}, isAsyncEncryptionAvailable: () => new Promise(() => {}) };
    expect(await findKeyring(storage({ ...blocking, ...silent }), { limitMs: 20 })).toEqual({ kind: 'none' });
  });

  it('uses the calls that do not block where they are', async () => {
    const waiting = {
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (text: string) => Buffer.from(`later:${text}`),
      decryptStringAsync: async (bytes: Buffer) => ({
        result: bytes.toString().slice(6),
        shouldReEncrypt: false,
      }),
    };
    const found = await findKeyring(storage({ ...blocking, ...waiting }));
    const keyring = found.kind === 'keyring' ? found.keyring : null;
    const secret = randomBytes(8).toString('hex');
    const wrapped = await keyring?.wrap(secret);
    expect(wrapped?.toString()).toBe(`later:${secret}`);
    expect(await keyring?.unwrap(wrapped ?? Buffer.alloc(0))).toBe(secret);
  });

  describe("with the desktop's secret service", () => {
    const onGnome = { ...blocking, getSelectedStorageBackend: () => 'gnome_libsecret' };
    const neverAsked = {
      isEncryptionAvailable() {
        throw new Error('This call would wait for a prompt that nobody sees.');
      },
    };

    it.each([
      ['locked', 'locked'],
      ['gone', 'none'],
    ] as const)('makes no call that blocks when it is %s', async (service, kind) => {
      const askService = async () => service;
      expect(await findKeyring(storage({ ...onGnome, ...neverAsked }), { askService })).toEqual({ kind });
    });

    it.each(['unlocked', 'cannot_ask'] as const)('asks Chromium when it is %s', async (service) => {
      const found = await findKeyring(storage(onGnome), { askService: async () => service });
      expect(found.kind).toBe('keyring');
    });

    it('lets a call that does not block bring up the prompt, and says that it stayed locked', async () => {
      const prompting = { encryptStringAsync() {}, isAsyncEncryptionAvailable: () => new Promise(() => {}) };
      const askService = async () => 'locked' as const;
      const options = { limitMs: 20, askService };
      expect(await findKeyring(storage({ ...onGnome, ...prompting }), options)).toEqual({ kind: 'locked' });
    });
  });
});
