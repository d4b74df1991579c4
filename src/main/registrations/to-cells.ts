import type { ActivityFields } from '../../shared/contracts/activity';
import type { CellKey, Cells } from '../../shared/contracts/drafts';
import { storedMentors } from '../../shared/rules/mentor-names';

/** The row of an entry session that says what a registration says; its unit stands in the session's header. */
export function toCells(fields: ActivityFields): Cells {
  const responsible = fields.mentors.find(({ role }) => role === 'responsible') ?? fields.mentors[0];
  const others = fields.mentors.flatMap((mentor) => (mentor === responsible ? [] : [mentor.peerMentorId]));
  const values: Record<CellKey, string | null> = {
    mentor: responsible?.peerMentorId ?? null,
    date: fields.occurredOn,
    type: fields.activityTypeId,
    mode: fields.mode,
    duration: String(fields.durationMin),
    participants: String(fields.participantsCount),
    with: others.length > 0 ? storedMentors(others) : null,
    setting: fields.setting,
    newParticipants: fields.newParticipants === null ? null : fields.newParticipants ? 'yes' : 'no',
    contact: fields.contactId,
    km: fields.travelKm === null ? null : String(fields.travelKm),
    tolls: fields.tollNok === null ? null : String(fields.tollNok),
    outlay: fields.outlayNok === null ? null : String(fields.outlayNok),
    note: fields.note === '' ? null : fields.note,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Cells;
}
