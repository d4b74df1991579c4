import { columnOf, entityTable } from '../../../server/records/entity-tables';
import type { SeedRows } from '../../../server/seed/make-organisation';
import { demoPassword } from '../../../server/seed/plan-demo';
import { makeRandom } from '../../../server/seed/random';
import { type EntityName, entityNames } from '../../../src/shared/contracts/entities';
import type { Mutation } from '../../../src/shared/contracts/mutations';
import { makePeople } from './people';
import { type Author, type Fields, keyOf, makeStore, type Transaction } from './store';

export type MemoryServer = ReturnType<typeof makeMemoryServer>;

/** The sync server's contract over plain maps: no disk, no clock of its own, the same answers for the same seed. */
export function makeMemoryServer({ seed, now }: { seed: number; now: () => number }) {
  const random = makeRandom(seed);
  const store = makeStore();
  const people = makePeople({ random, now });
  const server = {
    store,
    people,
    now,
    password: demoPassword,
    cursorKey: new Uint8Array(32).fill(7),
    epoch: random.id(now()),
    /** Rows a page may hold, whatever was asked for. */
    mostRows: 5000,
    /** Mutations that the server always fails on. */
    isPoison: (_mutation: Mutation): boolean => false,
    load(rows: SeedRows): void {
      people.load(rows);
      store.transact((transaction) => {
        for (const entity of entityNames)
          for (const row of rows[entity])
            store.insert(transaction, { orgId: String(row.org_id), entity, record: toRecord(entity, row) });
      });
    },
    /** Changes rows in one transaction, as an administrator's own tool would. */
    edit(
      edits: { orgId: string; entity: EntityName; id: string; changes: Fields; deleted?: boolean }[],
      transaction?: Transaction,
    ): void {
      const work = (within: Transaction) => {
        for (const { orgId, entity, id, changes, deleted = false } of edits)
          store.update(within, keyOf(orgId, entity, id), { changes, deleted }, byAdministrator);
      };
      if (transaction) work(transaction);
      else store.transact(work);
    },
    backUp: () => ({ rows: store.backUp(), people: people.backUp() }),
    /** Goes back to a backup under a new name for its history. */
    restore(backup: { rows: ReturnType<typeof store.backUp>; people: ReturnType<typeof people.backUp> }) {
      store.restore(backup.rows);
      people.restore(backup.people);
      server.epoch = random.id(now());
    },
  };
  return server;
}

const byAdministrator: Author = { actor: null, deviceId: null, mutationId: null };

function toRecord(entity: EntityName, row: Record<string, unknown>): Fields {
  return Object.fromEntries(
    entityTable(entity).fields.map((field) => [field, (row[columnOf(field)] ?? null) as Fields[string]]),
  );
}
