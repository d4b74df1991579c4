import type { Activity } from '../../shared/contracts/activity';
import type { ActivityLine } from '../../shared/contracts/ipc';
import { responsibleOf } from '../../shared/rules/find-duplicates';
import { readRecord } from '../database/records';
import type { Context } from './context';
import { findAlike } from './find-twins';
import { listActivities } from './list-activities';

/** A day of one mentor has a few registrations. */
const mostCompared = 50;

/** Registrations that may be the same meeting as this one, by the rule that warns in the entry session. */
export function findDoubles(context: Context, id: string): ActivityLine[] {
  const activity = readRecord(context.database, 'activities', id) as Activity | null;
  const mentorId = activity && responsibleOf(activity);
  if (!activity || !mentorId) return [];
  const { occurredOn: day } = activity;
  const asked = { mentorId, period: 'own', from: day, to: day, offset: 0, limit: mostCompared } as const;
  const { lines } = listActivities(context, { ...asked, counted: false });
  const alike = new Set(
    findAlike(
      context,
      id,
      lines.map((line) => line.id),
    ),
  );
  return lines.filter((line) => alike.has(line.id));
}
