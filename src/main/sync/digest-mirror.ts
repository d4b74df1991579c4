import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EntityName, entityNames } from '../../shared/contracts/entities';
import type { DigestAnswer } from '../../shared/contracts/sync-api';
import type { Database } from '../database/open-database';

type Line = { id: string; revision: number };

/** Rows hashed between two turns of the event loop; a few milliseconds of work. */
const sliceRows = 1000;

/** Per entity what the server would answer if it held what is here; see `digestAnswer` in the contract. */
export async function digestMirror(database: Database): Promise<DigestAnswer['entities']> {
  const entities: DigestAnswer['entities'] = {};
  for (const entity of entityNames) entities[entity] = await digestEntity(database, entity);
  return entities;
}

async function digestEntity(database: Database, entity: EntityName) {
  const hash = createHash('sha256');
  let count = 0;
  let after = '';
  for (;;) {
    const lines = readSlice(database, entity, after);
    for (const { id, revision } of lines) hash.update(`${id}:${revision}\n`);
    count += lines.length;
    const last = lines.at(-1);
    if (!last || lines.length < sliceRows) return { count, digest: hash.digest('hex') };
    after = last.id;
    await nextTurn();
  }
}

/** Records with unsettled mutations count as the server's row that lies aside; those never sent do not count. */
function readSlice(database: Database, entity: EntityName, after: string): Line[] {
  return database
    .prepare(
      `SELECT id, revision FROM ${entity} t
       WHERE id > @after AND revision > 0
         AND NOT EXISTS (SELECT 1 FROM shadows s WHERE s.entity = @entity AND s.record_id = t.id)
       UNION ALL
       SELECT record_id, revision FROM shadows
       WHERE entity = @entity AND record_id > @after AND row IS NOT NULL AND revision > 0
       ORDER BY id LIMIT ${sliceRows}`,
    )
    .all({ entity, after }) as Line[];
}
