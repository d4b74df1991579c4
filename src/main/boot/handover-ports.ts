import type { HandoverPorts } from '../handover/ports';
import { chooseFile, chooseSource } from '../window/choose-file';
import { fileLock } from './file-lock';

export const handoverPorts: HandoverPorts = {
  chooseTarget: chooseFile,
  chooseSource: () => chooseSource('feltbok'),
  lock: fileLock,
};
