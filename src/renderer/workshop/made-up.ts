import type { Status, StatusFacts, StatusKind } from '../../shared/contracts/status';
import { calmFacts } from '../../shared/rules/calm-facts';
import { computeStatus } from '../../shared/rules/compute-status';

/** Noon of a winter day, epoch ms: sentences with a time of day are the same each day. */
const noonMs = Date.UTC(2026, 1, 3, 11);

const calm: StatusFacts = { ...calmFacts, lastSyncedAt: noonMs };

/** What brings about each of the ten states. */
const facts: Record<StatusKind, Partial<StatusFacts>> = {
  db_error: { storageProblem: 'disk_full' },
  attention: { needsPerson: 3 },
  auth_needed: { signedIn: false, waiting: 4 },
  update_needed: { updateNeeded: true, waiting: 4 },
  server_error: { serverFailing: true, retryAt: noonMs, waiting: 4 },
  offline_pending: { connectivity: 'offline', waiting: 4 },
  paused: { pausedUntil: noonMs, waiting: 4 },
  syncing: { sending: { done: 3, total: 30 }, waiting: 27 },
  offline_clean: { connectivity: 'offline' },
  synced: {},
};

export function statusOf(kind: StatusKind, changes: Partial<StatusFacts> = {}): Status {
  return computeStatus({ ...calm, ...facts[kind], ...changes });
}
