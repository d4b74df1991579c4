import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** N = 2^17, r = 8, p = 1: 128 MiB a time, so at most two at once. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const atOnce = 2;

export type PasswordCheck = {
  /** Takes as long for a person who does not exist (`null`) as for one who does. */
  matches(password: string, hash: string | null): Promise<boolean>;
};

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `scrypt$17$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

export function makePasswordCheck(): PasswordCheck {
  const inTurn = takeTurns(atOnce);
  const nobody = Buffer.alloc(16);
  return {
    matches: (password, hash) =>
      inTurn(async () => {
        const [salt = '', expected = ''] = hash?.split('$').slice(4) ?? [];
        const key = await derive(password, hash === null ? nobody : Buffer.from(salt, 'base64url'));
        const wanted = hash === null ? randomBytes(key.length) : Buffer.from(expected, 'base64url');
        return wanted.length === key.length && timingSafeEqual(key, wanted) && hash !== null;
      }),
  };
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
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
