import type { BootState } from '../../shared/contracts/ipc';
import type { Connectivity, Status } from '../../shared/contracts/status';
import { computeStatus } from '../../shared/rules/compute-status';

/** How things stand while nobody works with the database: signed out, locked, or not readable. */
export function firstStatus(boot: BootState, connectivity: Connectivity): Status {
  return computeStatus({
    storageProblem:
      boot.kind === 'storage_problem' ? boot.problem : boot.kind === 'rescuing' ? 'damaged' : null,
    needsPerson: 0,
    heldDeletes: false,
    drafts: 0,
    waiting: 0,
    signedIn: false,
    accountClosed: false,
    updateNeeded: false,
    connectivity,
    serverFailing: false,
    retryAt: null,
    pausedUntil: null,
    held: null,
    sending: null,
    firstDownload: null,
    initialised: false,
    lastSyncedAt: null,
  });
}
