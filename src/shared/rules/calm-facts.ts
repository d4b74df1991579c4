import type { StatusFacts } from '../contracts/status';

/** Signed in, online, nothing to do: what a set of facts says about itself is what differs from this. */
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
