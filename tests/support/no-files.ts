import type { FilePorts } from '../../src/main/files/save-file';

/** For computers on which nobody has anything written to a file. */
export const noFiles: FilePorts = { chooseFile: async () => null, language: () => 'nb' };
