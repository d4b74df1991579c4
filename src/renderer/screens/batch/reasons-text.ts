import { ruleInForce } from '../../../shared/rules/judge-countable';
import type { CellContext } from './cell-text';
import type { RowView } from './read-session';

/** Why a registration does not count for the grant, with the numbers that the rules ask for. */
export function reasonsText({ fields, verdict }: RowView, { reference, t }: CellContext): string {
  const type = reference.types.find(({ id }) => id === fields?.activityTypeId);
  const rule = fields && type && ruleInForce(fields.occurredOn, type.grantCategory, reference.grantRules);
  const numbers = { participants: rule?.minParticipants ?? 0, minutes: rule?.minMinutes ?? 0 };
  return (verdict?.reasons ?? []).map((reason) => t(`row_reason.${reason}`, numbers)).join(', ');
}
