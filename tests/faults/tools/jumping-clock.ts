import { type FakeClock, makeFakeClock } from '../../support/fake-clock';

export type JumpingClock = FakeClock & {
  /** Somebody sets the computer's clock; timers, which count what really passes, know nothing of it. */
  jump(ms: number): void;
};

/** A clock on the wall that can be set, over timers that cannot. */
export function makeJumpingClock(startMs: number): JumpingClock {
  const steady = makeFakeClock(startMs);
  let ahead = 0;
  return {
    ...steady,
    now: () => steady.now() + ahead,
    jump(ms) {
      ahead += ms;
    },
  };
}
