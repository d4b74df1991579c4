import type { Activity } from '../../shared/contracts/activity';
import type { DuplicateAnswer, SaveResult } from '../../shared/contracts/ipc';
import { assertNever } from '../../shared/rules/assert-never';
import { mergeActivities } from '../../shared/rules/merge-activities';
import { readRecord } from '../database/records';
import { foldActivity, removeActivity, updateActivity } from './change-activity';
import type { Context } from './context';

/** Her word on two registrations that may be one: both stand, hers goes, or hers goes into the other. */
export function answerDuplicate(context: Context, { mineId, otherId, answer }: DuplicateAnswer): SaveResult {
  const read = (id: string) => readRecord(context.database, 'activities', id) as Activity | null;
  const mine = read(mineId);
  const other = read(otherId);
  if (!mine || !other) return { kind: 'not_found' };
  switch (answer) {
    case 'keep_both':
      return updateActivity(context, {
        id: later(mine, other).id,
        changes: { newParticipants: true },
      });
    case 'use_other':
      return removeActivity(context, mineId);
    case 'merge':
      return foldActivity(context, {
        intoId: otherId,
        changes: mergeActivities(other, mine),
        fromId: mineId,
      });
    default:
      return assertNever(answer);
  }
}

/** The one that asks whether its participants were others: ids sort by when they were made. */
function later(one: Activity, other: Activity): Activity {
  return one.id > other.id ? one : other;
}
