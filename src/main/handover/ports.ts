import type { EntityName } from '../../shared/contracts/entities';
import type { Person } from '../../shared/contracts/sync-api';
import type { Database } from '../database/open-database';

/** What this room needs of the others. */
export type HandoverContext = {
  database: Database;
  person: Person;
  /** Epoch ms. */
  now(): number;
  newId(): string;
  /** After something was taken over: the window reads again, and sending may begin. */
  onSaved(changed: (EntityName | 'outbox' | 'conflicts' | 'drafts')[]): void;
};

export type HandoverPorts = {
  /** Asks the person which file; null when she thinks better of it. */
  chooseSource(): Promise<string | null>;
  lock: Lock;
};

/** Locks the file's key (32 bytes) with a code. */
export type Lock = {
  /** What to write into the file; plain JSON. */
  close(key: Buffer, code: string): Promise<unknown>;
  /** The key; `wrong_code` when the code is another one; `damaged` when this is no lock. */
  open(lock: unknown, code: string): Promise<Buffer | 'wrong_code' | 'damaged'>;
};
