import type { SignInAnswer } from '../../src/shared/contracts/sync-api';
import { type Answer, refused } from '../api/answer';
import type { Services } from '../api/services';
import type { Sql } from '../database/sql';
import { openSession } from './open-session';

type Credentials = { email: string; password: string; deviceId: string };
type Account = { id: string; org_id: string; password_hash: string };

/** Trades e-mail and password for tokens. Unknown address and wrong password look the same, and take as long. */
export async function signIn(
  services: Services,
  credentials: Credentials,
  address: string,
): Promise<Answer<SignInAnswer>> {
  // PostgreSQL's text cannot hold NUL, and no address does.
  const email = credentials.email.replaceAll('\0', '?').trim().toLowerCase();
  const attempt = { account: email, address };
  const waitS = services.limit.take(attempt);
  if (waitS !== null) return refused('TOO_MANY_REQUESTS', waitS);
  const account = await services.database.transaction({ email }, (sql) => findAccount(sql, email));
  const right = await services.passwords.matches(credentials.password, account?.password_hash ?? null);
  if (!right || !account) return refused('WRONG_CREDENTIALS');
  services.limit.forgive(attempt);
  const who = { orgId: account.org_id, userId: account.id, deviceId: credentials.deviceId };
  return openSession(services, who, 'WRONG_CREDENTIALS');
}

async function findAccount(sql: Sql, email: string): Promise<Account | undefined> {
  const [account] = await sql.query<Account>(
    'SELECT id, org_id, password_hash FROM users WHERE email = $1 AND disabled_at IS NULL',
    [email],
  );
  return account;
}
