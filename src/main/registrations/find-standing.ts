import type { Activity } from '../../shared/contracts/activity';
import type { MeetingAsked, StandingMeeting } from '../../shared/contracts/drafts';
import { readRecord } from '../database/records';
import type { Context } from './context';

/** CROSS JOIN keeps SQLite to the order that is written, and the plus from looking for each mentor at each registration. */
export const standingSql = `
  WITH asked AS (SELECT value ->> 'mentorId' AS mentor, value ->> 'day' AS day FROM json_each(@asked))
  SELECT a.id FROM (SELECT DISTINCT day FROM asked) days
  CROSS JOIN activities a ON a.occurred_on = days.day
  CROSS JOIN activity_mentors m ON m.activity_id = a.id AND m.role = 'responsible'
  WHERE (+m.peer_mentor_id, a.occurred_on) IN (SELECT mentor, day FROM asked)
  ORDER BY a.id`;

/**
 * Registrations on this computer, sent or not, of these mentors on these days, for the rule that warns of duplicates.
 * Begins at the days by their index, because a day has few registrations and a mentor may have thousands.
 */
export function findStanding({ database }: Context, asked: readonly MeetingAsked[]): StandingMeeting[] {
  const ids = database
    .prepare(standingSql)
    .pluck()
    .all({ asked: JSON.stringify(asked) }) as string[];
  return ids.flatMap((id) => {
    const found = readRecord(database, 'activities', id) as Activity | null;
    return found ? [meetingOf(found)] : [];
  });
}

function meetingOf({
  id,
  mentors,
  occurredOn,
  activityTypeId,
  durationMin,
  municipalityCode,
  newParticipants,
}: Activity): StandingMeeting {
  return { id, mentors, occurredOn, activityTypeId, durationMin, municipalityCode, newParticipants };
}
