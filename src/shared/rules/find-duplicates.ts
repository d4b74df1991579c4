import type { ActivityFields } from '../contracts/activity';
import type { ActivityType } from '../contracts/reference';

export type RowToCompare = { rowId: string; fields: ActivityFields | null };

/** Minutes within which two durations may be the same meeting written down twice. */
const sameWithinMin = 15;

/**
 * Rows that look like an earlier row of the session: same responsible mentor, same day, and the same type or the same
 * category with about the same duration. A row that says its participants are new is a meeting of its own. Answers
 * the earlier row by the later row's id; nothing is ever removed because of it.
 */
export function findDuplicates(
  rows: readonly RowToCompare[],
  types: readonly ActivityType[],
): ReadonlyMap<string, string> {
  const categories = new Map(types.map(({ id, grantCategory }) => [id, grantCategory]));
  const sameDay = new Map<string, { rowId: string; fields: ActivityFields }[]>();
  const duplicates = new Map<string, string>();
  for (const { rowId, fields } of rows) {
    if (!fields) continue;
    const key = `${responsible(fields)} ${fields.occurredOn} ${categories.get(fields.activityTypeId)}`;
    const earlier = sameDay.get(key) ?? [];
    const twin = fields.newParticipants ? undefined : earlier.find((other) => alike(fields, other.fields));
    if (twin) duplicates.set(rowId, twin.rowId);
    sameDay.set(key, [...earlier, { rowId, fields }]);
  }
  return duplicates;
}

function responsible(fields: ActivityFields): string | undefined {
  return fields.mentors.find(({ role }) => role === 'responsible')?.peerMentorId;
}

function alike(one: ActivityFields, other: ActivityFields): boolean {
  return (
    one.activityTypeId === other.activityTypeId ||
    Math.abs(one.durationMin - other.durationMin) <= sameWithinMin
  );
}
