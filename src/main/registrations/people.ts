import type { Contact, ContactFields } from '../../shared/contracts/contact';
import type { WritableEntity } from '../../shared/contracts/entities';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { PeerMentorFields } from '../../shared/contracts/peer-mentor';
import type { Json } from '../../shared/contracts/primitives';
import type { RecordState } from '../../shared/contracts/status';
import { readRecord } from '../database/records';
import { searchQuery } from '../database/search-index';
import { enqueue } from '../outbox/enqueue';
import { type RecordChange, updateRecord } from './change-record';
import { type Context, saving } from './context';
import { stateSql } from './record-state';

export type Page = { search?: string | undefined; offset: number; limit: number };
export type PersonLine<Person> = Person & { unitName: string; state: RecordState };

export function listContacts(context: Context, page: Page): { total: number; lines: PersonLine<Contact>[] } {
  return listPeople<Contact>(context, { entity: 'contacts', unit: 'unit_id', name: 'pseudonym' }, page);
}

export function proposePeerMentor(context: Context, fields: PeerMentorFields) {
  return createPerson(context, 'peer_mentors', fields);
}

export function createContact(context: Context, fields: ContactFields) {
  return createPerson(context, 'contacts', fields);
}

export type ContactChange = RecordChange<ContactFields>;

export function updateContact(context: Context, change: ContactChange): SaveResult {
  return updateRecord(context, 'contacts', change);
}

type Table = { entity: 'peer_mentors' | 'contacts'; unit: string; name: string };

function listPeople<Person>(
  { database }: Context,
  { entity, unit, name }: Table,
  page: Page,
): { total: number; lines: PersonLine<Person>[] } {
  const query = page.search ? searchQuery(page.search) : null;
  const where = query
    ? `WHERE a.id IN (SELECT id FROM people_search WHERE people_search MATCH @query AND entity = '${entity}')`
    : '';
  const bound = query ? { query } : {};
  const { total } = database.prepare(`SELECT count(*) AS total FROM ${entity} a ${where}`).get(bound) as {
    total: number;
  };
  const rows = database
    .prepare(
      `SELECT a.id, coalesce(u.name, '') AS unitName, ${stateSql(entity, 'a')} AS state FROM ${entity} a
       LEFT JOIN org_units u ON u.id = a.${unit} ${where} ORDER BY a.${name}, a.id LIMIT @limit OFFSET @offset`,
    )
    .all({ ...bound, limit: page.limit, offset: page.offset }) as {
    id: string;
    unitName: string;
    state: RecordState;
  }[];
  const lines = rows.map(({ id, unitName, state }) => ({
    ...(readRecord(database, entity, id) as Person),
    unitName,
    state,
  }));
  return { total, lines };
}

function createPerson(
  context: Context,
  entity: WritableEntity,
  fields: object,
): { id: string | null; result: SaveResult } {
  const id = context.newId();
  const result = saving(() => {
    const madeAt = context.now();
    const changes = fields as Record<string, Json>;
    enqueue(
      context.database,
      [
        {
          id: context.newId(),
          operation: 'create',
          entity,
          recordId: id,
          changes,
          base: {},
          references: [],
          madeAt,
          actor: context.actor(),
        },
      ],
      madeAt,
    );
    context.onSaved([entity, 'outbox']);
    return undefined;
  });
  return { id: result.kind === 'saved' ? id : null, result };
}
