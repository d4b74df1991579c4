import type { SignInAnswer } from '../../src/shared/contracts/sync-api';
import { type Answer, ok, type Refused, refused } from '../api/answer';
import type { Services } from '../api/services';
import type { Sql } from '../database/sql';
import { findFeatures, findPerson } from './find-person';
import { startSession } from './start-session';

type Who = { orgId: string; userId: string; deviceId: string };

/** Begins the session of somebody who has shown who she is, whichever way. `closed`: the answer to whom may not go on. */
export function openSession(
  services: Services,
  who: Who,
  closed: Refused['code'],
): Promise<Answer<SignInAnswer>> {
  return services.database.transaction(who, async (sql) => {
    const person = await findPerson(sql, who.orgId, who.userId);
    if (!person) return refused(closed);
    const registered = await registerDevice(sql, who);
    if (registered !== 'registered') return refused(registered);
    const features = await findFeatures(sql, who.orgId);
    return ok({ ...(await startSession(sql, services, who)), person, features });
  });
}

/** A device belongs to whoever signed in on it last: others' sessions on it end. Else why it may not go on as this one. */
async function registerDevice(
  sql: Sql,
  who: Who,
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
