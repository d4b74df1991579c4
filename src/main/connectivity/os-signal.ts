import { net } from 'electron';

/** Read at each call: the answer changes without an event in the main process. */
export function osOnline(): boolean {
  return net.isOnline();
}
