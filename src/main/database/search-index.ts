import type { EntityName } from '../../shared/contracts/entities';
import type { Database } from './open-database';

/** Words an activity is found by: its mentors, type (nb, nn, en), unit, date and note. */
const activityWords = `
  a.occurred_on || ' ' || a.note || ' ' || coalesce(u.name, '') || ' ' ||
  coalesce(t.label ->> 'nb', '') || ' ' || coalesce(t.label ->> 'nn', '') || ' ' || coalesce(t.label ->> 'en', '') || ' ' ||
  coalesce((SELECT group_concat(p.display_name || ' ' || p.short_code, ' ') FROM activity_mentors m
            JOIN peer_mentors p ON p.id = m.peer_mentor_id WHERE m.activity_id = a.id), '')`;

/** Brings the search index up to what the records now say. Runs in the transaction that wrote them. */
export function indexRecords(database: Database, entity: EntityName, ids: string[]): void {
  const list = JSON.stringify(ids);
  if (entity === 'activities') indexActivities(database, 'SELECT value FROM json_each(?)', list);
  if (entity === 'peer_mentors') {
    indexPeople(database, entity, `display_name || ' ' || short_code`, list);
    // A mentor who is renamed is found by the new name in old registrations too.
    indexActivities(
      database,
      'SELECT activity_id FROM activity_mentors WHERE peer_mentor_id IN (SELECT value FROM json_each(?))',
      list,
    );
  }
  if (entity === 'contacts') indexPeople(database, entity, 'pseudonym', list);
}

export function unindexRecords(database: Database, entity: EntityName, ids: string[]): void {
  const list = JSON.stringify(ids);
  if (entity === 'activities') {
    database
      .prepare(
        `DELETE FROM activity_search WHERE rowid IN (SELECT number FROM activities WHERE id IN (SELECT value FROM json_each(?)))`,
      )
      .run(list);
  }
  if (entity === 'peer_mentors' || entity === 'contacts') {
    database.prepare('DELETE FROM people_search WHERE id IN (SELECT value FROM json_each(?))').run(list);
  }
}

/**
 * Turns what a person typed into a full-text query: every word has to begin a word of the record.
 * Null when there is nothing to search for.
 */
export function searchQuery(typed: string): string | null {
  const words = typed.normalize('NFC').match(/[\p{L}\p{N}]+/gu);
  return words ? words.map((word) => `"${word}"*`).join(' ') : null;
}

function indexActivities(database: Database, idsSql: string, list: string): void {
  database
    .prepare(
      `DELETE FROM activity_search WHERE rowid IN (SELECT number FROM activities WHERE id IN (${idsSql}))`,
    )
    .run(list);
  database
    .prepare(
      `INSERT INTO activity_search (rowid, words)
       SELECT a.number, ${activityWords} FROM activities a
       LEFT JOIN activity_types t ON t.id = a.activity_type_id LEFT JOIN org_units u ON u.id = a.unit_id
       WHERE a.id IN (${idsSql})`,
    )
    .run(list);
}

function indexPeople(database: Database, entity: EntityName, wordsSql: string, list: string): void {
  database.prepare('DELETE FROM people_search WHERE id IN (SELECT value FROM json_each(?))').run(list);
  database
    .prepare(
      `INSERT INTO people_search (entity, id, words) SELECT ?, id, ${wordsSql} FROM ${entity} WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .run(entity, list);
}
