import type { UnsavedFile } from '../../shared/contracts/saved-file';

/** What came of a file when the main process did not say it; the sentences stand under `common:not_saved`. */
export const notSaved: UnsavedFile & { kind: 'failed' } = { kind: 'failed', why: 'unknown' };
