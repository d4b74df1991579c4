/** A screen reader is told of the status at most this often; more would talk over what she is doing (5 s: product's choice). */
export const announceEveryMs = 5000;

/** What a screen reader was told last; `atMs` null: nothing yet. */
export type Said = { text: string; atMs: number | null };

/**
 * In how many milliseconds the wanted sentence is to be told, null when it has been. Sentences that come and go while
 * it waits are never told: the last one is.
 */
export function paceAnnouncement(wanted: string, said: Said, nowMs: number): number | null {
  if (wanted === said.text) return null;
  if (said.atMs === null) return 0;
  // A clock that was set back must not silence her status.
  return Math.min(Math.max(said.atMs + announceEveryMs - nowMs, 0), announceEveryMs);
}
