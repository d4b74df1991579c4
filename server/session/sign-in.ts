import type { SignInAnswer } from '../../src/shared/contracts/sync-api';
import { type Answer, ok, refused } from '../api/answer';
import type { Services } from '../api/services';
import type { Sql } from '../database/sql';
import { findPerson } from './find-person';
import { startSession } from './start-session';

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
  return openSession(services, account, credentials.deviceId);
}

async function findAccount(sql: Sql, email: string): Promise<Account | undefined> {
  const [account] = await sql.query<Account>(
    'SELECT id, org_id, password_hash FROM users WHERE email = $1 AND disabled_at IS NULL',
    [email],
  );
  return account;
}

function openSession(services: Services, account: Account, deviceId: string): Promise<Answer<SignInAnswer>> {
  const who = { orgId: account.org_id, userId: account.id, deviceId };
  return services.database.transaction(who, async (sql) => {
    const person = await findPerson(sql, who.orgId, who.userId);
    if (!person) return refused('WRONG_CREDENTIALS');
    const registered = await registerDevice(sql, who);
    if (registered !== 'registered') return refused(registered);
    return ok({ ...(await startSession(sql, services, who)), person });
  });
}

/** A device belongs to whoever signed in on it last: others' sessions on it end. Else why it may not go on as this one. */
async function registerDevice(
  sql: Sql,
  who: { orgId: string; userId: string; deviceId: string },
): Promise<'registered' | 'DEVICE_REFUSED' | 'DEVICE_COPIED'> {
  const [known] = await sql.query<{ shut_out: boolean; copied: boolean }>(
    `SELECT disabled_at IS NOT NULL AS shut_out, copied_at IS NOT NULL AS copied
     FROM devices WHERE org_id = $1 AND id = $2`,
    [who.orgId, who.deviceId],
  );
  if (known?.shut_out) return 'DEVICE_REFUSED';
  if (known?.copied) return 'DEVICE_COPIED';
  await sql.query(
    `INSERT INTO devices (org_id, id, user_id) VALUES ($1, $2, $3)
     ON CONFLICT (org_id, id) DO UPDATE SET user_id = excluded.user_id`,
    [who.orgId, who.deviceId, who.userId],
  );
  await sql.query(
    `UPDATE refresh_tokens SET revoked_at = now(), successor_sealed = NULL
     WHERE org_id = $1 AND device_id = $2 AND user_id <> $3 AND revoked_at IS NULL`,
    [who.orgId, who.deviceId, who.userId],
  );
  return 'registered';
}
