import type { EntityName } from '../../src/shared/contracts/entities';
import type { WireAnswer, WireRequest } from './model/answer';
import type { Fields } from './oracle';

/** An answer that is ready; what it stored is seen by others, and the answer may go out, only after `commit`. */
export type Pending = { answer: WireAnswer; commit(): boolean };

export type Edit = { orgId: string; entity: EntityName; id: string; changes: Fields; deleted?: boolean };
export type ServerRow = { orgId: string; entity: EntityName; record: Fields; deleted: boolean };

/** A server as the simulation sees it: its front door, its administrator's tools, and its tables. */
export type Reach = { settled: number; newest: number };

export type SimServer = {
  kind: 'memory' | 'pglite';
  password: string;
  /** Changes with everything that its tables hold and with what a person may see. */
  version(): number;
  handle(request: WireRequest): Promise<Pending>;
  /** Changes rows in one transaction. */
  edit(edits: Edit[]): Promise<void>;
  /** The same, committed only when the answer is called: others pass it by meanwhile. */
  editSlowly(edits: Edit[]): Promise<() => Promise<void>>;
  setUnits(email: string, unitIds: readonly string[]): Promise<void>;
  unitsOf(email: string): Promise<readonly string[]>;
  revokeSessions(deviceId: string): Promise<void>;
  setDisabled(deviceId: string, disabled: boolean): Promise<void>;
  /** Whether mutations whose text holds "poison" fail for a reason of the server's own. */
  setPoison(on: boolean): Promise<void>;
  /** Null where the server cannot go back. */
  backUp(): Promise<(() => Promise<void>) | null>;
  rows(): Promise<ServerRow[]>;
  /** What a mirror of this person's must hold, by entity and id. */
  scopeOf(email: string): Promise<Map<string, Fields>>;
  /** Mutations by how often they changed something, where the server can tell. */
  effects(): Promise<Map<string, number>>;
  /** Groups of records that were changed by one transaction last, and by no other since. */
  transactions(): Map<number, { orgId: string; entity: EntityName; id: string; revision: number }[]>;
  /** The first transaction that may still be running, and the first that has not begun; 0 where it cannot tell. */
  reach(): Reach;
  /** Rows a page may hold. */
  setPageRows(rows: number): void;
  close(): Promise<void>;
};
