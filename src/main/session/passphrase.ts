import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';

/** 128 MiB and about half a second for each guess (OWASP's first choice for scrypt). */
const cost = { N: 2 ** 17, r: 8, p: 1 };
const maxMemoryBytes = 256 * 1024 * 1024;

const base64 = (bytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes, `must be ${bytes} bytes`);

export const passphraseBox = z.strictObject({
  kind: z.literal('passphrase'),
  kdf: z.strictObject({ name: z.literal('scrypt'), N: z.literal(cost.N), r: z.literal(8), p: z.literal(1) }),
  salt: base64(16),
  iv: base64(12),
  tag: base64(16),
  wrapped: base64(32),
});
/** A 32-byte key under AES-256-GCM with a key made from the passphrase. */
export type PassphraseBox = z.infer<typeof passphraseBox>;

export async function wrapWithPassphrase(key: Buffer, passphrase: string): Promise<PassphraseBox> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await stretch(passphrase, salt), iv);
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return {
    kind: 'passphrase',
    kdf: { name: 'scrypt', ...cost } as PassphraseBox['kdf'],
    salt: salt.toString('base64'),
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    wrapped: wrapped.toString('base64'),
  };
}

/** The key, or null when the passphrase is another one. */
export async function unwrapWithPassphrase(box: PassphraseBox, passphrase: string): Promise<Buffer | null> {
  const stretched = await stretch(passphrase, Buffer.from(box.salt, 'base64'));
  const decipher = createDecipheriv('aes-256-gcm', stretched, Buffer.from(box.iv, 'base64'));
  decipher.setAuthTag(Buffer.from(box.tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(box.wrapped, 'base64')), decipher.final()]);
  } catch {
    return null;
  }
}

/**
 * On a thread of its own: to check the limits, the crypto library that Electron is built with works everything out once
 * on the calling thread (half a second, measured), also in the form that answers later.
 */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.postMessage(require('node:crypto').scryptSync(...workerData));
`;

/** The same letters typed on another keyboard may come as other code points: NFKC makes them equal. */
async function stretch(passphrase: string, salt: Buffer): Promise<Buffer> {
  const workerData = [passphrase.normalize('NFKC'), salt, 32, { ...cost, maxmem: maxMemoryBytes }];
  const [key] = (await once(new Worker(program, { eval: true, workerData }), 'message')) as [Uint8Array];
  return Buffer.from(key);
}
