import type { Status, StatusFacts, StatusKind } from '../contracts/status';

/** The one place that decides what tray, status bar, notices and window title say. */
export function computeStatus(facts: StatusFacts): Status {
  const kind = statusKind(facts);
  return {
    kind,
    because: because(kind, facts),
    storageProblem: facts.storageProblem,
    count: countFor(kind, facts),
    waiting: facts.waiting,
    // The one number for badge, tray and inbox: the question about deleting is one more thing to answer.
    needsPerson: facts.needsPerson + (facts.heldDeletes ? 1 : 0),
    drafts: facts.drafts,
    done: facts.sending?.done ?? 0,
    total: facts.sending?.total ?? 0,
    firstDownload: facts.firstDownload,
    retryAt: facts.retryAt,
    pausedUntil: facts.pausedUntil,
    lastSyncedAt: facts.lastSyncedAt,
    connectivity: facts.connectivity,
  };
}

function statusKind(facts: StatusFacts): StatusKind {
  if (facts.storageProblem) return 'db_error';
  if (facts.needsPerson > 0 || facts.heldDeletes) return 'attention';
  if (!facts.signedIn) return 'auth_needed';
  if (facts.updateNeeded || facts.connectivity === 'other_protocol') return 'update_needed';
  if (facts.connectivity === 'unreachable' || (facts.connectivity === 'online' && facts.serverFailing))
    return 'server_error';
  const offline = facts.connectivity === 'offline';
  if (offline && facts.waiting > 0) return 'offline_pending';
  if (facts.pausedUntil !== null) return 'paused';
  const hasWork = facts.waiting > 0 || !facts.initialised;
  if (facts.held && hasWork && !facts.sending) return 'paused';
  if (!offline && (facts.sending || hasWork)) return 'syncing';
  // Rows that are typed but not finished are sent by nobody: never say "everything is sent" over them.
  if (facts.drafts > 0) return 'attention';
  return offline ? 'offline_clean' : 'synced';
}

function because(kind: StatusKind, facts: StatusFacts): Status['because'] {
  if (kind === 'paused') return facts.pausedUntil === null ? facts.held : null;
  if (kind === 'auth_needed') return facts.locked ? 'locked' : facts.accountClosed ? 'account_closed' : null;
  if (kind !== 'attention') return null;
  if (facts.needsPerson > 0) return 'needs_person';
  return facts.heldDeletes ? 'held_deletes' : 'drafts';
}

function countFor(kind: StatusKind, facts: StatusFacts): number {
  if (kind !== 'attention') return facts.waiting;
  if (facts.needsPerson > 0) return facts.needsPerson;
  if (facts.heldDeletes) return facts.waiting;
  return facts.drafts;
}
