import type { Activity } from '../../shared/contracts/activity';
import type { DuplicateAnswer, SaveResult } from '../../shared/contracts/ipc';
import { assertNever } from '../../shared/rules/assert-never';
import { mergeActivities } from '../../shared/rules/merge-activities';
import { readRecord } from '../database/records';
import { foldActivity, removeActivity, updateActivity } from './change-activity';
import type { Context } from './context';
import { madeBefore } from './made-before';

/** Her word on two registrations that may be one: both stand, hers goes, or hers goes into the other. */
export function answerDuplicate(context: Context, { mineId, otherId, answer }: DuplicateAnswer): SaveResult {
  const read = (id: string) => readRecord(context.database, 'activities', id) as Activity | null;
  const mine = read(mineId);
  const other = read(otherId);
  if (!mine || !other) return { kind: 'not_found' };
  switch (answer) {
    case 'keep_both':
      return updateActivity(context, {
        id: later(context, mineId, otherId),
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

/** The one that is asked whether its participants were others. */
function later(context: Context, one: string, other: string): string {
  return madeBefore(context)(one, other) > 0 ? one : other;
}
