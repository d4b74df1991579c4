import type { Mutation } from '../../src/shared/contracts/mutations';
import type { Sql } from '../database/sql';
import type { Caller } from '../session/as-person';

/**
 * Whether two computers send as this device, because its profile was copied: a number of its queue stands for another
 * mutation already. What was rejected had no effect, and is offered again in its place under another id.
 */
export async function isCopied(sql: Sql, caller: Caller, mutations: readonly Mutation[]): Promise<boolean> {
  const [row] = await sql.query<{ copied: boolean }>(
    `SELECT EXISTS (
       SELECT FROM unnest($3::uuid[], $4::bigint[]) AS sent (id, sequence)
       JOIN mutations m ON m.org_id = $1 AND m.device_id = $2 AND m.sequence = sent.sequence AND m.id <> sent.id
       WHERE m.result ->> 'outcome' <> 'rejected') AS copied`,
    [
      caller.person.orgId,
      caller.deviceId,
      mutations.map(({ id }) => id),
      mutations.map(({ sequence }) => sequence),
    ],
  );
  return row?.copied === true;
}

/** Nobody can tell which of the two was first, so both have to begin anew under numbers of their own. */
export async function endCopies(sql: Sql, { person, deviceId }: Caller): Promise<void> {
  await sql.query('UPDATE devices SET copied_at = now() WHERE org_id = $1 AND id = $2', [
    person.orgId,
    deviceId,
  ]);
  await sql.query(
    `UPDATE refresh_tokens SET revoked_at = now(), successor_sealed = NULL
     WHERE org_id = $1 AND device_id = $2 AND revoked_at IS NULL`,
    [person.orgId, deviceId],
  );
}
