import type { EntityName } from '../../../src/shared/contracts/entities';
import type { MutationResult } from '../../../src/shared/contracts/mutations';
import type { Json } from '../../../src/shared/contracts/primitives';
import { invariant } from '../../../src/shared/rules/assert-never';

export type Fields = Record<string, Json>;

/** One row as the server holds it. Never changed in place, so that a copy of the map is a backup. */
export type StoredRow = {
  orgId: string;
  entity: EntityName;
  /** Fields of the contract, `id` and `revision` among them. */
  record: Fields;
  revision: number;
  /** The transaction of its last change. */
  xid: number;
  deleted: boolean;
  leftUnits: readonly string[];
};

/** One line of the audit trail. */
export type Effect = {
  orgId: string;
  entity: EntityName;
  recordId: string;
  revision: number;
  action: 'create' | 'update' | 'delete';
  fields: readonly string[];
  actor: string | null;
  deviceId: string | null;
  mutationId: string | null;
};

export type Author = { actor: string | null; deviceId: string | null; mutationId: string | null };
export type LedgerLine = { bodyHash: string; result: MutationResult };

/** What others do not see before it is committed. Its number is taken at the first write, as in PostgreSQL. */
export type Transaction = {
  xid: number | null;
  rows: Map<string, StoredRow>;
  ledger: Map<string, LedgerLine>;
  audit: Effect[];
  /** Held until the end: one request of a device at a time. */
  deviceId: string | null;
};

type Contents = { rows: Map<string, StoredRow>; ledger: Map<string, LedgerLine>; audit: Effect[] };
export type Backup = Contents;
export type Store = ReturnType<typeof makeStore>;

export const nobody: Author = { actor: null, deviceId: null, mutationId: null };
const scopedEntities: readonly EntityName[] = ['contacts', 'peer_mentors', 'activities'];

export function keyOf(orgId: string, entity: EntityName, id: string): string {
  return `${orgId} ${entity} ${id}`;
}

export function isScoped(entity: EntityName): boolean {
  return scopedEntities.includes(entity);
}

export function unitFieldOf(entity: EntityName): 'homeUnitId' | 'unitId' {
  return entity === 'peer_mentors' ? 'homeUnitId' : 'unitId';
}

/** Tables with transactions that see only what is committed, and end in any order. */
export function makeStore() {
  let committed: Contents = { rows: new Map(), ledger: new Map(), audit: [] };
  let nextXid = 10;
  let version = 0;
  const running = new Set<Transaction>();

  const store = {
    begin(deviceId: string | null = null): Transaction {
      const transaction: Transaction = {
        xid: null,
        rows: new Map(),
        ledger: new Map(),
        audit: [],
        deviceId,
      };
      running.add(transaction);
      return transaction;
    },
    commit(transaction: Transaction): void {
      if (!running.delete(transaction)) return;
      version += 1;
      for (const [key, row] of transaction.rows) committed.rows.set(key, row);
      for (const [key, line] of transaction.ledger) committed.ledger.set(key, line);
      committed.audit.push(...transaction.audit);
    },
    abort(transaction: Transaction): void {
      running.delete(transaction);
    },
    /** Counts commits and restores. */
    version: () => version,
    isRunning: (transaction: Transaction) => running.has(transaction),
    running: () => [...running],
    commitAll() {
      for (const transaction of [...running]) store.commit(transaction);
    },
    /** The oldest transaction still running: everything below it is committed and will not change. */
    horizon(): number {
      const open = [...running].flatMap(({ xid }) => (xid === null ? [] : [xid]));
      return Math.min(nextXid, ...open);
    },
    newest: () => nextXid,
    rows: (): Iterable<StoredRow> => committed.rows.values(),
    row: (key: string, transaction?: Transaction) => transaction?.rows.get(key) ?? committed.rows.get(key),
    ledger: (key: string, transaction?: Transaction) =>
      transaction?.ledger.get(key) ?? committed.ledger.get(key),
    audit: (): readonly Effect[] => committed.audit,
    auditOf: (transaction: Transaction): readonly Effect[] => [...committed.audit, ...transaction.audit],
    /** A row that another transaction is writing is waited for: here, the other one ends first. */
    waitFor(key: string, transaction: Transaction): void {
      for (const other of [...running]) if (other !== transaction && other.rows.has(key)) store.commit(other);
    },
    insert(
      transaction: Transaction,
      { orgId, entity, record }: { orgId: string; entity: EntityName; record: Fields },
      author: Author = nobody,
    ): StoredRow {
      const key = keyOf(orgId, entity, String(record.id));
      store.waitFor(key, transaction);
      invariant(!store.row(key, transaction), 'an id is inserted once');
      const row: StoredRow = {
        orgId,
        entity,
        record: { ...record, revision: 1 },
        revision: 1,
        xid: numberOf(transaction),
        deleted: false,
        leftUnits: [],
      };
      write(transaction, key, row, { action: 'create', fields: [], author });
      return row;
    },
    update(
      transaction: Transaction,
      key: string,
      { changes, deleted = false }: { changes: Fields; deleted?: boolean },
      author: Author = nobody,
    ): StoredRow {
      store.waitFor(key, transaction);
      const before = store.row(key, transaction);
      invariant(before, 'only a row that is there can change');
      const revision = before.revision + 1;
      const record: Fields = { ...before.record, ...changes, revision };
      const unitField = unitFieldOf(before.entity);
      const left = before.record[unitField];
      const moved = isScoped(before.entity) && record[unitField] !== left;
      const leftUnits =
        moved && !before.leftUnits.includes(String(left))
          ? [...before.leftUnits, String(left)]
          : before.leftUnits;
      const row: StoredRow = {
        ...before,
        record,
        revision,
        xid: numberOf(transaction),
        deleted: before.deleted || deleted,
        leftUnits,
      };
      const fields = Object.keys(changes).filter(
        (field) => JSON.stringify(changes[field]) !== JSON.stringify(before.record[field] ?? null),
      );
      const action = deleted && !before.deleted ? 'delete' : 'update';
      write(transaction, key, row, { action, fields, author });
      return row;
    },
    /** One short transaction. */
    transact<T>(work: (transaction: Transaction) => T): T {
      const transaction = store.begin();
      try {
        const value = work(transaction);
        store.commit(transaction);
        return value;
      } finally {
        store.abort(transaction);
      }
    },
    backUp(): Backup {
      return {
        rows: new Map(committed.rows),
        ledger: new Map(committed.ledger),
        audit: [...committed.audit],
      };
    },
    restore(backup: Backup): void {
      version += 1;
      running.clear();
      committed = {
        rows: new Map(backup.rows),
        ledger: new Map(backup.ledger),
        audit: [...backup.audit],
      };
    },
  };

  function numberOf(transaction: Transaction): number {
    if (transaction.xid === null) {
      transaction.xid = nextXid;
      nextXid += 1;
    }
    return transaction.xid;
  }

  function write(
    transaction: Transaction,
    key: string,
    row: StoredRow,
    { action, fields, author }: { action: Effect['action']; fields: string[]; author: Author },
  ): void {
    transaction.rows.set(key, row);
    transaction.audit.push({
      orgId: row.orgId,
      entity: row.entity,
      recordId: String(row.record.id),
      revision: row.revision,
      action,
      fields,
      ...author,
    });
  }

  return store;
}
