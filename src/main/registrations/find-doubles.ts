import type { Activity } from '../../shared/contracts/activity';
import type { ActivityLine } from '../../shared/contracts/ipc';
import { findDuplicates, responsibleOf } from '../../shared/rules/find-duplicates';
import { readRecord } from '../database/records';
import { activityTypes } from '../database/schema';
import type { Context } from './context';
import { listActivities } from './list-activities';
import { madeBefore } from './made-before';

/** A day of one mentor has a few registrations. */
const mostCompared = 50;

/** Registrations that may be the same meeting as this one, by the rule that warns in the entry session. */
export function findDoubles(context: Context, id: string): ActivityLine[] {
  const { database } = context;
  const activity = readActivity(context, id);
  const mentorId = activity && responsibleOf(activity);
  if (!activity || !mentorId) return [];
  const { occurredOn: day } = activity;
  const before = madeBefore(context);
  const types = database.orm.select().from(activityTypes).all();
  const asked = { mentorId, period: 'own', from: day, to: day, offset: 0, limit: mostCompared } as const;
  return listActivities(context, { ...asked, counted: false }).lines.filter((line) => {
    const other = line.id === id ? null : readActivity(context, line.id);
    if (!other) return false;
    // Whichever was made later says whether its participants are new.
    const pair = [activity, other].sort((one, two) => before(one.id, two.id));
    return (
      findDuplicates(
        pair.map((fields) => ({ rowId: fields.id, fields })),
        types,
      ).size > 0
    );
  });
}

function readActivity({ database }: Context, id: string): Activity | null {
  return readRecord(database, 'activities', id) as Activity | null;
}
