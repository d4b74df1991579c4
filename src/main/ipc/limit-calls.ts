/** Far above what a person's page asks for; far below what would make the app slow. */
const callsPerSecond = 500;
const burst = 2000;

/** A token bucket: true when one more call may pass now. */
export function limitCalls(nowMs: () => number): () => boolean {
  let tokens = burst;
  let refilledAt = nowMs();
  return () => {
    const now = nowMs();
    tokens = Math.min(burst, tokens + ((now - refilledAt) / 1000) * callsPerSecond);
    refilledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
