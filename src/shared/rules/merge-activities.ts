import { type ActivityFields, noteLength } from '../contracts/activity';

const fillable = ['setting', 'municipalityCode', 'contactId', 'travelKm', 'tollNok', 'outlayNok'] as const;

/**
 * What `kept` lacks and `dropped` has, when both tell of one event: fields that are empty, mentors who were not named,
 * and the other note. What stands in `kept` is never changed.
 */
export function mergeActivities(kept: ActivityFields, dropped: ActivityFields): Partial<ActivityFields> {
  const filled = fillable.filter((field) => kept[field] === null && dropped[field] !== null);
  const named = new Set(kept.mentors.map(({ peerMentorId }) => peerMentorId));
  const more = dropped.mentors.filter(({ peerMentorId }) => !named.has(peerMentorId));
  const note = mergedNote(kept.note, dropped.note);
  return {
    ...Object.fromEntries(filled.map((field) => [field, dropped[field]])),
    ...(more.length > 0
      ? { mentors: [...kept.mentors, ...more.map((mentor) => ({ ...mentor, role: 'with' as const }))] }
      : {}),
    ...(note === kept.note ? {} : { note }),
  };
}

/** Both notes, unless one says all of it or there is no room for both. */
function mergedNote(kept: string, dropped: string): string {
  if (dropped === '' || kept.includes(dropped)) return kept;
  if (dropped.includes(kept)) return dropped;
  const both = `${kept} ${dropped}`;
  return both.length <= noteLength ? both : kept;
}
