import type { EntityName } from '../../shared/contracts/entities';
import type { Database } from './open-database';

/** Words an activity is found by: its mentors, type (nb, nn, en), unit, date and note. */
const activityWords = (hint: 'MATERIALIZED' | 'NOT MATERIALIZED') => `
  INSERT INTO activity_search (rowid, words)
  WITH types AS ${hint} (
    SELECT id, (label ->> 'nb') || ' ' || (label ->> 'nn') || ' ' || (label ->> 'en') AS words FROM activity_types)
  SELECT a.number,
    a.occurred_on || ' ' || a.note || ' ' || coalesce(u.name, '') || ' ' || coalesce(t.words, '') || ' ' ||
    coalesce((SELECT group_concat(p.display_name || ' ' || p.short_code, ' ') FROM activity_mentors m
              JOIN peer_mentors p ON p.id = m.peer_mentor_id WHERE m.activity_id = a.id), '')
  FROM activities a LEFT JOIN types t ON t.id = a.activity_type_id LEFT JOIN org_units u ON u.id = a.unit_id`;

/** The types' labels are taken out of their JSON once for all. */
const insertActivityWords = activityWords('MATERIALIZED');
/** For a few activities only the labels of their own types. */
const insertFewActivityWords = activityWords('NOT MATERIALIZED');
/** A number is found with and without its spaces. */
const contactWords = `concat_ws(' ', pseudonym, phone, replace(phone, ' ', ''), email)`;
/** An organisation has some tens of types. */
const few = 20;

/** Adds records that are not in the search index. Runs in the transaction that wrote them. */
export function indexRecords(database: Database, entity: EntityName, ids: string[]): void {
  const list = JSON.stringify(ids);
  if (entity === 'activities') {
    const insert = ids.length <= few ? insertFewActivityWords : insertActivityWords;
    database.prepare(`${insert} WHERE a.id IN (SELECT value FROM json_each(?))`).run(list);
  }
  if (entity === 'peer_mentors') indexPeople(database, entity, `display_name || ' ' || short_code`, list);
  if (entity === 'contacts') indexPeople(database, entity, contactWords, list);
}

/** A mentor who is renamed is found by the new name in old registrations too. */
export function reindexActivitiesOf(database: Database, mentorIds: string[]): void {
  if (mentorIds.length === 0) return;
  const list = JSON.stringify(mentorIds);
  const numbers = `SELECT a.number FROM activity_mentors m JOIN activities a ON a.id = m.activity_id
    WHERE m.peer_mentor_id IN (SELECT value FROM json_each(?))`;
  database.prepare(`DELETE FROM activity_search WHERE rowid IN (${numbers})`).run(list);
  database.prepare(`${insertActivityWords} WHERE a.number IN (${numbers})`).run(list);
}

export function unindexRecords(database: Database, entity: EntityName, ids: string[]): void {
  if (ids.length === 0) return;
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

function indexPeople(database: Database, entity: EntityName, wordsSql: string, list: string): void {
  database
    .prepare(
      `INSERT INTO people_search (entity, id, words) SELECT ?, id, ${wordsSql} FROM ${entity} WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .run(entity, list);
}
