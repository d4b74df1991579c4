/** Tries within the window before a key has to wait. */
const triesPerAccount = 8;
const triesPerAddress = 60;
const windowMs = 15 * 60_000;
const maxRemembered = 10_000;

type Attempt = { account: string; address: string };

export type AttemptLimit = {
  /** Counts a try before it is made. Answers the seconds to wait, or null when it may be made. */
  take(attempt: Attempt): number | null;
  /** A try that succeeded does not count. */
  forgive(attempt: Attempt): void;
};

type Tries = { count: number; endsAt: number };

/** Counts per account and per address, in memory; a window ends by itself, so nobody is locked out for good. */
export function limitAttempts(now: () => number): AttemptLimit {
  const tries = new Map<string, Tries>();
  const read = (key: string): Tries => {
    const found = tries.get(key);
    return found && found.endsAt > now() ? found : { count: 0, endsAt: now() + windowMs };
  };
  const keysOf = ({ account, address }: Attempt) => [
    { key: `account ${account}`, most: triesPerAccount },
    { key: `address ${address}`, most: triesPerAddress },
  ];
  return {
    take(attempt) {
      const full = keysOf(attempt).filter(({ key, most }) => read(key).count >= most);
      if (full.length > 0) {
        return Math.ceil(Math.max(...full.map(({ key }) => read(key).endsAt - now())) / 1000);
      }
      if (tries.size > maxRemembered) forgetOld(tries, now());
      for (const { key } of keysOf(attempt)) {
        const found = read(key);
        tries.set(key, { ...found, count: found.count + 1 });
      }
      return null;
    },
    forgive(attempt) {
      tries.delete(`account ${attempt.account}`);
      const key = `address ${attempt.address}`;
      const found = tries.get(key);
      if (found) tries.set(key, { ...found, count: Math.max(0, found.count - 1) });
    },
  };
}

function forgetOld(tries: Map<string, Tries>, now: number): void {
  for (const [key, found] of tries) if (found.endsAt <= now) tries.delete(key);
}
