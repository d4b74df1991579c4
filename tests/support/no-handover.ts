import { fileLock } from '../../src/main/boot/file-lock';
import type { HandoverPorts } from '../../src/main/handover/ports';

/** For computers on which nobody hands anything over: its own tests look after that. */
export const noHandover: HandoverPorts = {
  chooseSource: async () => null,
  lock: fileLock,
};
