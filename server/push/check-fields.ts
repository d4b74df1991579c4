import type { ActivityMentor } from '../../src/shared/contracts/activity';
import { fieldSchemas, type WritableEntity } from '../../src/shared/contracts/entities';
import { type Mutation, type Problem, schemaVersion } from '../../src/shared/contracts/mutations';
import type { Json } from '../../src/shared/contracts/primitives';

const whole = {
  contacts: fieldSchemas.contacts.strict(),
  peer_mentors: fieldSchemas.peer_mentors.strict(),
  activities: fieldSchemas.activities.strict(),
};
const partial = {
  contacts: whole.contacts.partial(),
  peer_mentors: whole.peer_mentors.partial(),
  activities: whole.activities.partial(),
};

/** What is wrong with the mutation by itself; null when its fields are known and hold what they may. */
export function checkFields(entity: WritableEntity, mutation: Mutation): Problem | null {
  if (mutation.schemaVersion > schemaVersion) return { code: 'unsupported_version' };
  if (mutation.operation === 'delete') return null;
  const schema = mutation.operation === 'create' ? whole[entity] : partial[entity];
  const parsed = schema.safeParse(mutation.changes);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
    return { code: 'validation', ...(name === undefined ? {} : { field: String(name).slice(0, 60) }) };
  }
  const unclean = Object.keys(mutation.changes).find((field) => holdsNul(mutation.changes[field] ?? null));
  if (unclean !== undefined) return { code: 'validation', field: unclean };
  const mentors = mutation.changes.mentors as ActivityMentor[] | undefined;
  return mentors === undefined || areMentorsSound(mentors) ? null : { code: 'validation', field: 'mentors' };
}

/** PostgreSQL's text cannot hold NUL. */
function holdsNul(value: Json): boolean {
  return typeof value === 'string' && value.includes('\0');
}

function areMentorsSound(mentors: readonly ActivityMentor[]): boolean {
  const responsible = mentors.filter((mentor) => mentor.role === 'responsible').length;
  return responsible === 1 && new Set(mentors.map((mentor) => mentor.peerMentorId)).size === mentors.length;
}
