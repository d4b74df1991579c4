import type { Status, StatusFacts } from '../../src/shared/contracts/status';
import { calmFacts } from '../../src/shared/rules/calm-facts';
import { computeStatus } from '../../src/shared/rules/compute-status';

/** The status of a device on which all is well but for `changes`. */
export function makeStatus(changes: Partial<StatusFacts>): Status {
  return computeStatus({ ...calmFacts, ...changes });
}
