import type { MentorLine, MentorPage, MentorSort } from '../../shared/contracts/mentor-activity';
import type { PeerMentor } from '../../shared/contracts/peer-mentor';
import type { Id } from '../../shared/contracts/primitives';
import type { RecordState } from '../../shared/contracts/status';
import { readRecord } from '../database/records';
import { searchQuery } from '../database/search-index';
import type { Context } from './context';
import { type MentorActivity, readMentorActivity, readMentorMonths } from './mentor-activity';
import { stateSql } from './record-state';

export type MentorAsk = {
  search?: string | undefined;
  sort?: { by: MentorSort; descending: boolean } | undefined;
  offset: number;
  limit: number;
};
type Row = { id: Id; name: string; unitName: string; state: RecordState };

/** An organisation has some hundreds of mentors: they are ordered here, by what SQLite does not know. */
export function listPeerMentors(
  context: Context,
  { search, sort = { by: 'name', descending: false }, offset, limit }: MentorAsk,
): { total: number; lines: MentorLine[] } {
  const query = search ? searchQuery(search) : null;
  const rows = readRows(context, query ? searched : '', query ? { query } : {});
  const activity = activityOf(context, rows);
  const ordered = rows.sort(inOrder(activity, sort)).slice(offset, offset + limit);
  return { total: rows.length, lines: ordered.map((row) => lineOf(context, row, activity)) };
}

/** Null when she is not here. */
export function readMentorPage(context: Context, id: Id): MentorPage | null {
  const [row] = readRows(context, 'WHERE a.id = @id', { id });
  if (!row) return null;
  return {
    mentor: lineOf(context, row, activityOf(context, [row])),
    ...readMentorMonths(context.database, id, context.today()),
  };
}

const searched = `WHERE a.id IN (SELECT id FROM people_search WHERE people_search MATCH @query AND entity = 'peer_mentors')`;

function readRows({ database }: Context, where: string, bound: Record<string, string>): Row[] {
  return database
    .prepare(
      `SELECT a.id, a.display_name AS name, coalesce(u.name, '') AS unitName, ${stateSql('peer_mentors', 'a')} AS state
       FROM peer_mentors a LEFT JOIN org_units u ON u.id = a.home_unit_id ${where}`,
    )
    .all(bound) as Row[];
}

function activityOf({ database, today }: Context, rows: readonly Row[]): Map<Id, MentorActivity> {
  return readMentorActivity(
    database,
    rows.map(({ id }) => id),
    today(),
  );
}

function lineOf({ database }: Context, row: Row, activity: Map<Id, MentorActivity>): MentorLine {
  return {
    ...(readRecord(database, 'peer_mentors', row.id) as PeerMentor),
    unitName: row.unitName,
    state: row.state,
    ...(activity.get(row.id) ?? { lastOn: null, count: 0, minutes: 0 }),
  };
}

/** Who never had anything stands before who had it longest ago; equals stand by name. */
function inOrder(
  activity: Map<Id, MentorActivity>,
  { by, descending }: NonNullable<MentorAsk['sort']>,
): (one: Row, other: Row) => number {
  const collator = new Intl.Collator('nb');
  const byName = (one: Row, other: Row) => collator.compare(one.name, other.name);
  const compare = {
    name: byName,
    last: (one: Row, other: Row) => compareText(lastOn(one), lastOn(other)),
    count: (one: Row, other: Row) =>
      (activity.get(one.id)?.count ?? 0) - (activity.get(other.id)?.count ?? 0),
  }[by];
  return (one, other) => (descending ? -1 : 1) * compare(one, other) || byName(one, other);

  function lastOn({ id }: Row): string {
    return activity.get(id)?.lastOn ?? '';
  }
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
