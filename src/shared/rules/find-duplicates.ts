import type { ActivityFields } from '../contracts/activity';
import type { ActivityType } from '../contracts/reference';

/** What says whether two registrations may be one meeting. */
export type Meeting = Pick<
  ActivityFields,
  'mentors' | 'occurredOn' | 'activityTypeId' | 'durationMin' | 'municipalityCode' | 'newParticipants'
>;
export type RowToCompare = { rowId: string; fields: Meeting | null };

/** Minutes within which two durations may be the same meeting written down twice. */
const sameWithinMin = 15;

/**
 * Rows that look like an earlier one: same responsible mentor, same day, and the same type, or the same category with
 * about the same duration or in the same municipality. A row that says its participants are new is a meeting of its
 * own. The rows come in the order in which they were made; answers the earlier row by the later row's id. Nothing is
 * ever removed because of it.
 */
export function findDuplicates(
  rows: readonly RowToCompare[],
  types: readonly Pick<ActivityType, 'id' | 'grantCategory'>[],
): ReadonlyMap<string, string> {
  const categories = new Map(types.map(({ id, grantCategory }) => [id, grantCategory]));
  const sameDay = new Map<string, { rowId: string; fields: Meeting }[]>();
  const duplicates = new Map<string, string>();
  for (const { rowId, fields } of rows) {
    if (!fields) continue;
    const key = `${responsibleOf(fields)} ${fields.occurredOn} ${categories.get(fields.activityTypeId)}`;
    const earlier = sameDay.get(key) ?? [];
    const twin = fields.newParticipants ? undefined : earlier.find((other) => alike(fields, other.fields));
    if (twin) duplicates.set(rowId, twin.rowId);
    earlier.push({ rowId, fields });
    sameDay.set(key, earlier);
  }
  return duplicates;
}

/** The mentor who answers for a meeting. */
export function responsibleOf({ mentors }: Pick<Meeting, 'mentors'>): string | undefined {
  return mentors.find(({ role }) => role === 'responsible')?.peerMentorId;
}

function alike(one: Meeting, other: Meeting): boolean {
  const sameTown = one.municipalityCode !== null && one.municipalityCode === other.municipalityCode;
  return (
    sameTown ||
    one.activityTypeId === other.activityTypeId ||
    Math.abs(one.durationMin - other.durationMin) <= sameWithinMin
  );
}
