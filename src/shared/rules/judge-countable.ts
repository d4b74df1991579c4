import type { ActivityFields } from '../contracts/activity';
import type { GrantCategory, GrantRules } from '../contracts/reference';

export const uncountableReasons = [
  'category_not_counted',
  'not_in_person',
  'too_few_participants',
  'too_short',
] as const;
export type UncountableReason = (typeof uncountableReasons)[number];

export type CountableJudgement = {
  countable: boolean;
  /** Every reason against it, empty when it counts. */
  reasons: UncountableReason[];
  /** Version of the rules that judged; 0 when none was in force on the day. */
  rulesVersion: number;
  reportingYear: number;
};

type Judged = Pick<ActivityFields, 'occurredOn' | 'mode' | 'durationMin' | 'participantsCount'>;

/** Whether an activity counts for the public grant, by the rules in force on the day it took place. */
export function judgeCountable(
  activity: Judged,
  category: GrantCategory,
  grantRules: GrantRules,
): CountableJudgement {
  const inForce = grantRules
    .filter(
      (rule) =>
        rule.validFrom <= activity.occurredOn && activity.occurredOn <= (rule.validTo ?? '9999-12-31'),
    )
    .sort((a, b) => b.version - a.version);
  const rulesVersion = inForce[0]?.version ?? 0;
  const rule = inForce.find((each) => each.version === rulesVersion && each.category === category);
  const reasons = rule ? findReasons(activity, rule) : (['category_not_counted'] as const);
  return {
    countable: reasons.length === 0,
    reasons: [...reasons],
    rulesVersion,
    reportingYear: Number(activity.occurredOn.slice(0, 4)),
  };
}

function findReasons(activity: Judged, rule: GrantRules[number]): UncountableReason[] {
  if (!rule.countable) return ['category_not_counted'];
  const reasons: UncountableReason[] = [];
  if (!rule.modes.includes(activity.mode)) reasons.push('not_in_person');
  if (activity.participantsCount < rule.minParticipants) reasons.push('too_few_participants');
  if (activity.durationMin < rule.minMinutes) reasons.push('too_short');
  return reasons;
}
