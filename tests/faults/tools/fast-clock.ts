import type { Device } from '../../support/make-device';

/** Milliseconds of the device's time that pass in one of ours. */
export const timesFaster = 100;
const tickMs = 5;

/** Lets the device's time run at most a hundred times as fast as ours until the answer is there. */
export async function inFastTime<T>(device: Device, work: Promise<T>): Promise<T> {
  // By steps, not by our clock: a machine that stands still for a moment must not look like a line that does.
  const timer = setInterval(() => device.clock.advance(tickMs * timesFaster), tickMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
