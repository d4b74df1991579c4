import type { FilePorts } from '../../src/main/files/save-file';
import { speechOf } from '../../src/shared/rules/words';

/** For computers on which nobody has anything written to a file. */
export const noFiles: FilePorts = { chooseFile: async () => null, speech: () => speechOf('nb') };
