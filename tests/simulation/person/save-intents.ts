import { findInQueue } from '../find-in-queue';
import type { Intent } from '../oracle';
import type { Desk } from './desk';

/** What somebody was told is saved; the rest of an intent is the simulation's own bookkeeping. */
export type Told = Omit<Intent, 'order' | 'closed' | 'ids' | 'device'>;

/** Does something that saves, and writes down what the person was told. A crash in the middle leaves her unsure. */
export async function saveIntents<T>(
  { world, device }: Pick<Desk, 'world' | 'device'>,
  work: () => T | Promise<T>,
  told: (result: T) => Told[],
): Promise<T> {
  device.made.clear();
  const result = await work();
  const ids = new Set(device.made);
  for (const draft of told(result)) {
    const intent = world.oracle.remember({ ...draft, ids, device: device.name });
    if (device.frozen) world.unsure(device, intent);
    else findInQueue(device, world.oracle, intent);
  }
  return result;
}
