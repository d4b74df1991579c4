import type { EntityName } from '../../shared/contracts/entities';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Id } from '../../shared/contracts/primitives';
import type { Database } from '../database/open-database';
import { storageProblemOf } from '../database/storage-error';

/** What every verb of this room needs. */
export type Context = {
  database: Database;
  /** Epoch ms. */
  now(): number;
  /** UUIDv7. */
  newId(): Id;
  /** Today in Europe/Oslo, `YYYY-MM-DD`. */
  today(): string;
  /** Who is signed in. */
  actor(): Id;
  /**
   * Something was saved: the window reads again, and sending may begin. Called inside a transaction, it is told once
   * that is kept, and never when it is rolled back.
   */
  onSaved(changed: (EntityName | 'outbox' | 'conflicts' | 'notices' | 'drafts')[]): void;
};

/** Does the work and says `saved`, or why it could not be saved. An error that is not the storage's goes on. */
export function saving(work: () => SaveResult | undefined): SaveResult {
  try {
    return work() ?? { kind: 'saved' };
  } catch (error) {
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'storage_problem', problem };
    throw error;
  }
}
