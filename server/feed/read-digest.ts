import { type EntityName, entityNames } from '../../src/shared/contracts/entities';
import type { DigestAnswer } from '../../src/shared/contracts/sync-api';
import { readEpoch } from '../database/read-epoch';
import type { Sql } from '../database/sql';
import { entityTable, scopeCondition } from '../records/entity-tables';
import type { Caller } from '../session/as-person';

type Digest = DigestAnswer['entities'][string];

/** What a mirror of the person's scope must hold, in short. */
export async function readDigest(sql: Sql, caller: Caller): Promise<DigestAnswer> {
  const entities: Record<string, Digest> = {};
  for (const entity of entityNames) entities[entity] = await digestEntity(sql, caller, entity);
  return { epoch: await readEpoch(sql), entities };
}

async function digestEntity(sql: Sql, caller: Caller, entity: EntityName): Promise<Digest> {
  const [row] = await sql.query<Digest>(
    `SELECT count(*)::int AS count, encode(sha256(convert_to(
       coalesce(string_agg(t.id::text || ':' || t.revision::text || chr(10), '' ORDER BY t.id), ''), 'UTF8')), 'hex') AS digest
     FROM ${entity} t
     WHERE t.org_id = $1 AND t.deleted_at IS NULL AND ${scopeCondition(entityTable(entity), '$2')}`,
    [caller.person.orgId, caller.scope === 'all' ? null : caller.scope],
  );
  return row ?? { count: 0, digest: '' };
}
