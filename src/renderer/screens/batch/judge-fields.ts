import type { ActivityFields } from '../../../shared/contracts/activity';
import { judgeCountable } from '../../../shared/rules/judge-countable';
import type { Reference } from '../../stores/reference-store';

export type Verdict = { countable: boolean; reasons: readonly string[] };

/** Whether a registration will count for the public grant, by the rules on this device. */
export function judgeFields(fields: ActivityFields, { types, grantRules }: Reference): Verdict {
  const category = types.find(({ id }) => id === fields.activityTypeId)?.grantCategory ?? 'other';
  return judgeCountable(fields, category, grantRules);
}
