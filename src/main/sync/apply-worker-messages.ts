import type { StorageProblem } from '../../shared/contracts/errors';
import type { PageHead } from '../../shared/contracts/sync-api';
import type { AppliedPage } from './apply-page';
import type { ApplyOptions } from './page-applier';

/** What the thread that writes pages is asked. */
export type ToWorker =
  | { kind: 'apply'; body: Uint8Array<ArrayBuffer>; options: Omit<ApplyOptions, 'onHead'> }
  | { kind: 'rest' }
  | { kind: 'close' };

/** What it answers: at most one `head`, then one of the others. */
export type FromWorker =
  | { kind: 'head'; head: PageHead }
  | { kind: 'done'; applied: AppliedPage }
  | { kind: 'storage_problem'; problem: StorageProblem }
  /** An error nobody planned for; by its name, because its text may quote what people wrote. */
  | { kind: 'defect'; name: string };
