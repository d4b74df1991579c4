import type { QueueLine } from '../../../shared/contracts/ipc';

/** Where the server names no field, its code tells which ones may be meant. */
const fieldsOfCode: Record<string, readonly string[]> = {
  year_locked: ['occurredOn'],
  type_retired: ['activityTypeId'],
  out_of_scope: ['unitId', 'homeUnitId'],
  unknown_reference: ['activityTypeId', 'mentors', 'contactId'],
};
/** What no other value puts right. */
const hopeless: readonly string[] = ['forbidden', 'gone', 'unsupported_version', 'internal'];
/** Nobody typed it. */
const untyped: readonly string[] = ['batchId'];

/** The fields of a refused change that the person may put right where it stands; none when no value would help. */
export function concernedFields({ problem, operation, changes }: QueueLine): string[] {
  if (!problem || operation === 'delete' || hopeless.includes(problem.code)) return [];
  const written = Object.keys(changes ?? {}).filter((field) => !untyped.includes(field));
  const named = problem.field ? [problem.field] : (fieldsOfCode[problem.code] ?? written);
  return written.filter((field) => named.includes(field));
}
