import type { Clock } from '../../src/main/sync/ports';

export type FakeClock = Clock & {
  /** Moves time on and runs what is due, in order. */
  advance(ms: number): void;
  /** Moves time on as a sleeping computer does: what was due meanwhile runs once, when it wakes. */
  sleep(ms: number): void;
  /** Sets the clock back as a person does: what is due waits as long as it would have. */
  setBack(ms: number): void;
};

/** Time that stands still until a test moves it. */
export function makeFakeClock(startMs: number): FakeClock {
  let now = startMs;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    turn: () => Promise.resolve(),
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
    sleep(ms) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at);
      timers = timers.filter((timer) => !due.includes(timer));
      for (const { run } of due) run();
    },
    setBack(ms) {
      now -= ms;
      for (const timer of timers) timer.at -= ms;
    },
  };
}
