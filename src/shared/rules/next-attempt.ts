import type { Status } from '../contracts/status';
import type { HeldBy } from './may-sync-now';
import { untilTold } from './pause-end';

/** When it is tried next to send and fetch; `at`: epoch ms. */
export type NextAttempt =
  | { kind: 'at' | 'paused_until'; at: number }
  /** She ends the pause herself, asks for it, or her hours begin; or the first thing that has to happen. */
  | { kind: 'told' | 'asked' | 'hours' | 'network' | 'sign_in' | 'update' }
  | { kind: 'now' | 'soon' };

/** `held`: her own choices for this computer let nothing go by itself just now; null when they do. */
export function nextAttempt(status: Status, held: HeldBy | null, nowMs: number): NextAttempt {
  const { kind, connectivity, pausedUntil, retryAt } = status;
  if (pausedUntil !== null)
    return pausedUntil === untilTold ? { kind: 'told' } : { kind: 'paused_until', at: pausedUntil };
  if (kind === 'auth_needed') return { kind: 'sign_in' };
  if (kind === 'update_needed') return { kind: 'update' };
  if (kind === 'syncing') return { kind: 'now' };
  if (held) return { kind: held };
  if (connectivity === 'offline') return { kind: 'network' };
  return retryAt !== null && retryAt > nowMs ? { kind: 'at', at: retryAt } : { kind: 'soon' };
}
