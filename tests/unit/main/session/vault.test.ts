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

const vaultWith = (keyring: Keyring | null) =>
  createVault({
    file: join(folder, 'vault.json'),
    databaseFile: join(folder, 'feltbok.db'),
    keyring,
    log: () => {},
  });

/** A keyring whose secret is a byte, as the operating system's would be another for each login. */
function keyringOf(secret: number): Keyring {
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ secret));
  return {
    backend: 'test',
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
    expect(await vaultWith(keyringOf(8)).open()).toEqual({ kind: 'lost' });
    expect(await vaultWith(null).open()).toEqual({ kind: 'lost' });
    expect(await vaultWith(null).openWith('a passphrase instead')).toBeNull();
    expect(readFileSync(join(folder, 'vault.json'))).toEqual(before);
  });

  it('is lost when a database is there without it', async () => {
    writeFileSync(join(folder, 'feltbok.db'), 'something');
    expect(await vaultWith(keyringOf(7)).open()).toEqual({ kind: 'lost' });
    expect(readdirSync(folder)).toEqual(['feltbok.db']);
  });

  it('is lost when its file is damaged', async () => {
    writeFileSync(join(folder, 'vault.json'), '{"kind":"keyring"');
    expect(await vaultWith(keyringOf(7)).open()).toEqual({ kind: 'lost' });
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
    expect(await findKeyring(storage({ ...blocking, getSelectedStorageBackend: () => backend }))).toBeNull();
  });

  it('finds none when encryption is not available', async () => {
    expect(await findKeyring(storage({ ...blocking, isEncryptionAvailable: () => false }))).toBeNull();
  });

  it('finds none when the keyring does not answer in time', async () => {
    const silent = { encryptStringAsync() {}, isAsyncEncryptionAvailable: () => new Promise(() => {}) };
    expect(await findKeyring(storage({ ...blocking, ...silent }), 20)).toBeNull();
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
    const keyring = await findKeyring(storage({ ...blocking, ...waiting }));
    const secret = randomBytes(8).toString('hex');
    const wrapped = await keyring?.wrap(secret);
    expect(wrapped?.toString()).toBe(`later:${secret}`);
    expect(await keyring?.unwrap(wrapped ?? Buffer.alloc(0))).toBe(secret);
  });
});
