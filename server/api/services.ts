import type { Database } from '../database/sql';
import type { PokeHub } from '../poke/poke-hub';
import type { IdentityCheck } from '../session/check-identity';
import type { PasswordCheck } from '../session/hash-password';
import type { Keys } from '../session/keys';
import type { AttemptLimit } from '../session/limit-attempts';

/** What requests are answered with; made once when the server starts. */
export type Services = {
  database: Database;
  keys: Keys;
  passwords: PasswordCheck;
  identities: IdentityCheck;
  limit: AttemptLimit;
  pokes: PokeHub;
  /** Epoch milliseconds. */
  now: () => number;
  /** Told of what should not have happened; writes no personal data. */
  report: (error: unknown) => void;
};
