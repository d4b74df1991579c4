import { holdsLease, type Lease, prolongLease, releaseLease } from './lease';
import type { Clock } from './ports';
import { longestCallMs, type ServerClient } from './server-client';

const tickMs = 60_000;
/** Minutes without an answer after which a run is taken to hang: no call of it may take that long. */
const idleTicks = Math.ceil(longestCallMs / tickMs) + 1;

/** The run that got this answer is not the one that may use it: it was ended, or another process has taken over. */
export class RunOvertaken extends Error {
  override name = 'RunOvertaken';
}

export type RunGuard = {
  /** Answers only as long as the run may use them; throws `RunOvertaken` afterwards. */
  client: ServerClient;
  /** Its turns end as answers do. */
  clock: Clock;
  isCurrent(): boolean;
  /** Resolves when the run has made no progress for longer than any call may take. */
  stalled: Promise<'stalled'>;
  /** Gives the lease back; whatever of the run still comes is refused. */
  end(): void;
};

/**
 * Watches over one run that holds the lease. Time is counted in ticks, not by the clock: a computer that sleeps for a
 * night wakes up one tick older, and its run has not hung.
 */
export function guardRun(lease: Lease, client: ServerClient, clock: Clock): RunGuard {
  let over = false;
  let idle = 0;
  let tellStalled = () => {};
  const stalled = new Promise<'stalled'>((resolve) => {
    tellStalled = () => resolve('stalled');
  });
  const isCurrent = () => !over && holdsLease(lease);
  let cancel = clock.after(tickMs, tick);

  function tick(): void {
    idle += 1;
    if (idle > idleTicks) tellStalled();
    else if (prolongLease(lease, clock.now())) cancel = clock.after(tickMs, tick);
    else over = true;
  }
  const fenced = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    if (!isCurrent()) throw new RunOvertaken();
    idle = 0;
    return value;
  };

  return {
    client: {
      ...client,
      push: (entity, body) => fenced(client.push(entity, body)),
      changes: (cursor) => fenced(client.changes(cursor)),
      digest: () => fenced(client.digest()),
    },
    clock: { ...clock, turn: () => fenced(clock.turn()) },
    isCurrent,
    stalled,
    end() {
      cancel();
      if (over) return;
      over = true;
      releaseLease(lease);
    },
  };
}
