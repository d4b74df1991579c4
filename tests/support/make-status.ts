import type { Status, StatusFacts } from '../../src/shared/contracts/status';
import { computeStatus } from '../../src/shared/rules/compute-status';

/** Signed in, online, nothing to do. */
export const calmFacts: StatusFacts = {
  storageProblem: null,
  needsPerson: 0,
  heldDeletes: false,
  drafts: 0,
  waiting: 0,
  signedIn: true,
  accountClosed: false,
  updateNeeded: false,
  connectivity: 'online',
  serverFailing: false,
  retryAt: null,
  pausedUntil: null,
  held: null,
  sending: null,
  firstDownload: null,
  initialised: true,
  lastSyncedAt: null,
};

/** The status of a device on which all is well but for `changes`. */
export function makeStatus(changes: Partial<StatusFacts>): Status {
  return computeStatus({ ...calmFacts, ...changes });
}
