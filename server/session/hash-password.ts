import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** N = 2^17 with r = 8, p = 1: 128 MiB a time, so at most two at once. */
export const defaultCost = 17;
const atOnce = 2;

export type PasswordCheck = {
  /** Takes as long for a person who does not exist (`null`) as for one who does. */
  matches(password: string, hash: string | null): Promise<boolean>;
};

/** @param cost Logarithm of N; kept in the hash, so that it can be raised later. */
export async function hashPassword(password: string, cost = defaultCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return `scrypt$${cost}$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

export function makePasswordCheck(cost = defaultCost): PasswordCheck {
  const inTurn = takeTurns(atOnce);
  const nobody = { cost, salt: Buffer.alloc(16), key: Buffer.alloc(32) };
  return {
    matches: (password, hash) =>
      inTurn(async () => {
        const stored = hash === null ? nobody : readHash(hash);
        const key = await derive(password, stored.salt, stored.cost);
        const same = key.length === stored.key.length && timingSafeEqual(key, stored.key);
        return same && hash !== null;
      }),
  };
}

function readHash(hash: string): { cost: number; salt: Buffer; key: Buffer } {
  const [, cost = '', , , salt = '', key = ''] = hash.split('$');
  return { cost: Number(cost), salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const parameters = { N: 2 ** cost, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, parameters, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function takeTurns(limit: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(fn: () => Promise<T>): Promise<T> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await fn();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
