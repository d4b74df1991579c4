import type { BootState } from '../../shared/contracts/ipc';
import type { Connectivity, Status } from '../../shared/contracts/status';
import { calmFacts } from '../../shared/rules/calm-facts';
import { computeStatus } from '../../shared/rules/compute-status';

/**
 * How things stand while nobody works with the database: signed out, locked, or not readable. `waiting`: what was known
 * to wait when it was closed.
 */
export function firstStatus(boot: BootState, connectivity: Connectivity, waiting = 0): Status {
  const locked = boot.kind === 'enter_passphrase';
  return computeStatus({
    ...calmFacts,
    storageProblem: storageProblemOf(boot),
    waiting: locked ? waiting : 0,
    signedIn: false,
    locked,
    connectivity,
    initialised: false,
  });
}

function storageProblemOf(boot: BootState): Status['storageProblem'] {
  if (boot.kind === 'storage_problem') return boot.problem;
  if (boot.kind === 'key_problem') return 'wrong_key';
  return boot.kind === 'rescuing' ? 'damaged' : null;
}
