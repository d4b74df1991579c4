import type { Activity } from '../../shared/contracts/activity';
import type { ActivityType } from '../../shared/contracts/reference';
import { findDuplicates } from '../../shared/rules/find-duplicates';
import { readRecord } from '../database/records';
import type { Context } from './context';
import { madeBefore } from './made-before';

/** Two registrations that may be one meeting; the later one is asked whether its participants are new. */
type Twins = { earlier: Activity; later: Activity };

/** Those among the registrations that look like an earlier one of them, each with the first that it looks like. */
export function findTwins(context: Context, ids: readonly string[]): Twins[] {
  const { inOrder, records, twinsAmong } = readMeetings(context, ids);
  return [...twinsAmong(inOrder)].flatMap(([laterId, earlierId]) => {
    const later = records.get(laterId);
    const earlier = records.get(earlierId);
    return later && earlier ? [{ earlier, later }] : [];
  });
}

/** Those of the others that look like the registration, each compared with it alone. */
export function findAlike(context: Context, id: string, others: readonly string[]): string[] {
  const { inOrder, twinsAmong } = readMeetings(context, [id, ...others]);
  return others.filter((other) => twinsAmong(inOrder.filter((each) => each === id || each === other)).size);
}

/** Everything that comparing needs, read once; `inOrder`: as they were made. */
function readMeetings(context: Context, ids: readonly string[]) {
  const { database } = context;
  const inOrder = [...new Set(ids)].sort(madeBefore(context));
  const records = new Map(
    inOrder.map((id) => [id, readRecord(database, 'activities', id) as Activity | null]),
  );
  const types = database
    .prepare('SELECT id, grant_category AS grantCategory FROM activity_types')
    .all() as ActivityType[];
  const twinsAmong = (some: readonly string[]) =>
    findDuplicates(
      some.map((id) => ({ rowId: id, fields: records.get(id) ?? null })),
      types,
    );
  return { inOrder, records, twinsAmong };
}
