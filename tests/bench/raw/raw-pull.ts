import { get } from 'node:http';
import { createGunzip } from 'node:zlib';
import { entityTable } from '../../../server/records/entity-tables';
import { recordColumns } from '../../../src/main/database/record-columns';
import { type EntityName, entityNames } from '../../../src/shared/contracts/entities';
import type { RawDatabase } from './raw-database';

type Page = { cursor: string; more: boolean };

/**
 * The limit of this machine: page bytes given to SQLite as they came, a commit a page, indexes and search built at the end.
 * It trusts the server, forgets where it was, and knows nothing of edits.
 */
export async function rawPull({ connection }: RawDatabase, baseUrl: string, limit: number): Promise<void> {
  connection.pragma('wal_autocheckpoint=100000');
  connection.exec('DROP INDEX activities_newest; DROP INDEX activity_mentors_by_mentor');
  const inserts = new Map(entityNames.map((entity) => [entity, connection.prepare(insertSql(entity))]));
  const mentors = connection.prepare(mentorsSql);
  let next = fetchPage(baseUrl, null, limit);
  for (;;) {
    const body = await next;
    const { cursor, more } = JSON.parse(headOf(body)) as Page;
    if (more) next = fetchPage(baseUrl, cursor, limit);
    connection.transaction(() => {
      for (const insert of inserts.values()) insert.run(body);
      mentors.run(body);
    })();
    if (!more) break;
  }
  connection.exec(`
    CREATE INDEX activities_newest ON activities (occurred_on DESC, id DESC);
    CREATE INDEX activity_mentors_by_mentor ON activity_mentors (peer_mentor_id, activity_id);`);
  connection.exec(indexSql);
  connection.pragma('wal_checkpoint(PASSIVE)');
}

/** What changed, written over what is there, with its mentors and words. */
export async function rawIncrement(
  { connection }: RawDatabase,
  baseUrl: string,
  cursor: string,
): Promise<void> {
  const body = await fetchPage(baseUrl, cursor, 5000);
  connection.transaction(() => {
    connection.prepare(upsertSql).run(body);
    connection
      .prepare(
        `DELETE FROM activity_mentors WHERE activity_id IN (SELECT value ->> '$[0]' FROM json_each(?, '$.changes.activities.rows'))`,
      )
      .run(body);
    connection.prepare(mentorsSql).run(body);
    connection.prepare(`DELETE FROM activity_search WHERE rowid IN (${changedNumbers})`).run(body);
    connection.prepare(`${activityWordsSql} WHERE a.number IN (${changedNumbers})`).run(body);
  })();
}

async function fetchPage(baseUrl: string, cursor: string | null, limit: number): Promise<Buffer> {
  const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
  return new Promise((resolve, reject) => {
    const request = get(`${baseUrl}/v1/changes?${query}`, (response) => {
      const zipped = response.headers['content-encoding'] === 'gzip';
      const body = zipped ? response.pipe(createGunzip()) : response;
      const chunks: Buffer[] = [];
      body.on('data', (chunk: Buffer) => chunks.push(chunk));
      body.on('end', () => resolve(Buffer.concat(chunks)));
      body.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** The text before the rows, closed. */
function headOf(body: Buffer): string {
  return `${body.toString('utf8', 0, body.indexOf(',"tombstones"'))}}`;
}

function valuesOf(entity: EntityName): { columns: string; values: string } {
  const { fields } = entityTable(entity);
  const columns = recordColumns[entity];
  return {
    columns: columns.map(({ column }) => column).join(', '),
    values: columns
      .map(({ field, holds }) => `value ${holds === 'json' ? '->' : '->>'} '$[${fields.indexOf(field)}]'`)
      .join(', '),
  };
}

function insertSql(entity: EntityName): string {
  const { columns, values } = valuesOf(entity);
  return `INSERT INTO ${entity} (snapshot, ${columns}) SELECT 1, ${values} FROM jsonb_each(?, '$.changes.${entity}.rows')`;
}

const upsertSql = `${insertSql('activities')} WHERE true ON CONFLICT (id) DO UPDATE SET ${recordColumns.activities
  .filter(({ column }) => column !== 'id')
  .map(({ column }) => `${column} = excluded.${column}`)
  .join(', ')}`;

const mentorsAt = entityTable('activities').fields.indexOf('mentors');
const mentorsSql = `INSERT INTO activity_mentors (activity_id, peer_mentor_id, role)
  SELECT row.value ->> '$[0]', mentor.value ->> 'peerMentorId', mentor.value ->> 'role'
  FROM jsonb_each(?, '$.changes.activities.rows') row, jsonb_each(row.value, '$[${mentorsAt}]') mentor`;

const changedNumbers = `SELECT number FROM activities WHERE id IN (SELECT value ->> '$[0]' FROM json_each(?, '$.changes.activities.rows'))`;

const activityWordsSql = `INSERT INTO activity_search (rowid, words)
  SELECT a.number, a.occurred_on || ' ' || a.note || ' ' || coalesce(u.name, '') || ' ' || coalesce(t.label ->> 'nb', '') || ' ' ||
    coalesce(t.label ->> 'nn', '') || ' ' || coalesce(t.label ->> 'en', '') || ' ' ||
    coalesce((SELECT group_concat(p.display_name || ' ' || p.short_code, ' ') FROM activity_mentors m
              JOIN peer_mentors p ON p.id = m.peer_mentor_id WHERE m.activity_id = a.id), '')
  FROM activities a LEFT JOIN activity_types t ON t.id = a.activity_type_id LEFT JOIN org_units u ON u.id = a.unit_id`;

const indexSql = `BEGIN; ${activityWordsSql};
  INSERT INTO people_search (entity, id, words) SELECT 'peer_mentors', id, display_name || ' ' || short_code FROM peer_mentors;
  INSERT INTO people_search (entity, id, words) SELECT 'contacts', id, pseudonym FROM contacts; COMMIT;`;
