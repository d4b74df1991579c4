import type {
  Activity,
  ActivityFields,
  ActivityMode,
  ActivitySetting,
} from '../../../shared/contracts/activity';
import type { CalendarDate } from '../../../shared/contracts/primitives';

/** The form of one registration, as it is typed and picked. */
export type TypedRecord = {
  occurredOn: string;
  activityTypeId: string;
  unitId: string;
  mode: ActivityMode;
  setting: ActivitySetting | '';
  durationMin: string;
  participantsCount: string;
  newParticipants: 'true' | 'false' | '';
  responsible: string;
  others: string[];
  contactId: string;
  travelKm: string;
  tollNok: string;
  outlayNok: string;
  note: string;
};
export type RecordFaults = Partial<Record<keyof TypedRecord, string>>;

const longestNote = 280;

export function typedFrom(activity: Activity): TypedRecord {
  const roles = (role: string) =>
    activity.mentors.filter((mentor) => mentor.role === role).map(({ peerMentorId }) => peerMentorId);
  const text = (value: number | null) => (value === null ? '' : String(value).replace('.', ','));
  return {
    occurredOn: activity.occurredOn,
    activityTypeId: activity.activityTypeId,
    unitId: activity.unitId,
    mode: activity.mode,
    setting: activity.setting ?? '',
    durationMin: text(activity.durationMin),
    participantsCount: text(activity.participantsCount),
    newParticipants: activity.newParticipants === null ? '' : activity.newParticipants ? 'true' : 'false',
    responsible: roles('responsible')[0] ?? '',
    others: roles('with'),
    contactId: activity.contactId ?? '',
    travelKm: text(activity.travelKm),
    tollNok: text(activity.tollNok),
    outlayNok: text(activity.outlayNok),
    note: activity.note,
  };
}

/** What is wrong, by field, as codes of the wording files; nothing when it can be saved. */
export function faultsOf(typed: TypedRecord, today: CalendarDate): RecordFaults {
  const faults: RecordFaults = {};
  if (!/^\d{4}-\d\d-\d\d$/.test(typed.occurredOn) || typed.occurredOn > today)
    faults.occurredOn = 'date_wrong';
  if (!isWithin(typed.durationMin, { least: 1, most: 720 })) faults.durationMin = 'duration_wrong';
  if (!isWithin(typed.participantsCount, { least: 0, most: 200 }))
    faults.participantsCount = 'participants_wrong';
  if (typed.responsible === '') faults.responsible = 'mentor_missing';
  if (!isWithin(typed.travelKm, { least: 0, most: 1000, decimals: true, optional: true }))
    faults.travelKm = 'km_wrong';
  for (const field of ['tollNok', 'outlayNok'] as const)
    if (!isWithin(typed[field], { least: 0, most: 20_000, optional: true })) faults[field] = 'kroner_wrong';
  if (typed.note.trim().length > longestNote) faults.note = 'note_wrong';
  return faults;
}

/** Only what differs from what she saw, so that other fields are nobody's disagreement. Typed must be without faults. */
export function changesOf(typed: TypedRecord, activity: Activity): Partial<ActivityFields> {
  const before = fieldsOf(typedFrom(activity));
  const after = fieldsOf(typed);
  return Object.fromEntries(
    Object.entries(after).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof typeof before]),
    ),
  );
}

/** What the form says, as a registration has it. */
export function fieldsOf(typed: TypedRecord): Omit<ActivityFields, 'batchId' | 'municipalityCode'> {
  const others = typed.others.filter((id) => id !== typed.responsible);
  return {
    unitId: typed.unitId,
    occurredOn: typed.occurredOn,
    activityTypeId: typed.activityTypeId,
    mode: typed.mode,
    setting: typed.setting === '' ? null : typed.setting,
    durationMin: Number(typed.durationMin),
    participantsCount: Number(typed.participantsCount),
    newParticipants: typed.newParticipants === '' ? null : typed.newParticipants === 'true',
    mentors: [
      { peerMentorId: typed.responsible, role: 'responsible' },
      ...others.map((peerMentorId) => ({ peerMentorId, role: 'with' as const })),
    ],
    contactId: typed.contactId === '' ? null : typed.contactId,
    travelKm: numberOf(typed.travelKm),
    tollNok: numberOf(typed.tollNok),
    outlayNok: numberOf(typed.outlayNok),
    note: typed.note.trim(),
  };
}

type Bounds = { least: number; most: number; decimals?: boolean; optional?: boolean };

function isWithin(text: string, { least, most, decimals = false, optional = false }: Bounds): boolean {
  const trimmed = text.trim();
  if (trimmed === '') return optional;
  const shape = decimals ? /^\d{1,4}([.,]\d{1,2})?$/ : /^\d{1,5}$/;
  const number = Number(trimmed.replace(',', '.'));
  return shape.test(trimmed) && number >= least && number <= most;
}

function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text.trim().replace(',', '.'));
}
