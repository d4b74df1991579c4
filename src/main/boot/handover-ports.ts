import type { HandoverPorts } from '../handover/ports';
import { chooseSource } from '../window/choose-file';
import { fileLock } from './file-lock';

export const handoverPorts: HandoverPorts = {
  chooseSource: () => chooseSource('feltbok'),
  lock: fileLock,
};
