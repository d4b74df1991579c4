import type { Random } from '../../server/seed/random';
import type { Clock, Random as RandomPort } from '../../src/main/sync/ports';
import { makeId } from '../../src/shared/rules/make-id';
import type { SimDevice } from './device';
import type { Timeline } from './timeline';

/** What a computer's clock needs to know of it while it runs. */
type Ticking = {
  timeline: Timeline;
  device: () => Pick<SimDevice, 'skewMs' | 'asleep' | 'frozen'>;
  boot: () => number;
  /** Takes what was due while the computer slept. */
  oversleep: (ring: () => void) => void;
};

/** The device's own idea of time; its timers stand still while it sleeps and end with the program. */
export function makeDeviceClock({ timeline, device, boot, oversleep }: Ticking): Clock {
  return {
    now: () => timeline.now() + device().skewMs,
    // A program that was killed has no more turns.
    turn: () => (device().frozen ? new Promise(() => {}) : Promise.resolve()),
    after(delayMs, run) {
      const mine = boot();
      let cancelled = false;
      const ring = () => {
        if (cancelled || mine !== boot()) return;
        if (device().asleep) oversleep(ring);
        else run();
      };
      const cancel = timeline.at(timeline.now() + Math.max(0, delayMs), ring);
      return () => {
        cancelled = true;
        cancel();
      };
    },
  };
}

/** The device's chance, the same whatever others draw; ids it makes are noted in `made`. */
export function makeDeviceRandom({
  draws,
  device,
}: {
  draws: Random;
  device: () => Pick<SimDevice, 'clock' | 'made'>;
}): RandomPort {
  return {
    fraction: () => draws.next(),
    newId() {
      const bytes = Uint8Array.from({ length: 10 }, () => draws.int(0, 255));
      const id = makeId(device().clock.now(), bytes);
      device().made.add(id);
      return id;
    },
  };
}
