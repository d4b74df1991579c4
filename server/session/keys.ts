import { hkdfSync, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Keys = { accessToken: Uint8Array; cursor: Uint8Array };

/** One key per purpose, so that what is signed for one can never pass for the other. */
export function deriveKeys(secret: string): Keys {
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', secret, 'feltbok', purpose, 32));
  return { accessToken: derive('access-token'), cursor: derive('cursor') };
}

/** The secret kept in the data folder, made at the first start; a passing one when there is no folder. */
export async function findSecret(folder: string | null): Promise<string> {
  const fresh = randomBytes(32).toString('base64url');
  if (folder === null) return fresh;
  const path = join(folder, 'secret');
  try {
    await writeFile(path, fresh, { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFile(path, 'utf8');
  }
}
