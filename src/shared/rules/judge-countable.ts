import type { ActivityFields } from '../contracts/activity';
import type { CalendarDate } from '../contracts/primitives';
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
  const inForce = rulesInForce(activity.occurredOn, grantRules);
  const rulesVersion = inForce[0]?.version ?? 0;
  const rule = ruleInForce(activity.occurredOn, category, grantRules);
  const reasons = rule ? findReasons(activity, rule) : (['category_not_counted'] as const);
  return {
    countable: reasons.length === 0,
    reasons: [...reasons],
    rulesVersion,
    reportingYear: Number(activity.occurredOn.slice(0, 4)),
  };
}

/** What the rules in force on that day ask of a category; undefined when they do not know it. */
export function ruleInForce(
  on: CalendarDate,
  category: GrantCategory,
  grantRules: GrantRules,
): GrantRules[number] | undefined {
  return rulesInForce(on, grantRules).find((rule) => rule.category === category);
}

/** The newest version that holds on that day. */
function rulesInForce(on: CalendarDate, grantRules: GrantRules): GrantRules {
  const holding = grantRules.filter((rule) => rule.validFrom <= on && on <= (rule.validTo ?? '9999-12-31'));
  const newest = Math.max(...holding.map(({ version }) => version));
  return holding.filter(({ version }) => version === newest);
}

function findReasons(activity: Judged, rule: GrantRules[number]): UncountableReason[] {
  if (!rule.countable) return ['category_not_counted'];
  const reasons: UncountableReason[] = [];
  if (!rule.modes.includes(activity.mode)) reasons.push('not_in_person');
  if (activity.participantsCount < rule.minParticipants) reasons.push('too_few_participants');
  if (activity.durationMin < rule.minMinutes) reasons.push('too_short');
  return reasons;
}
