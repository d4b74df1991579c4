import { scopeOf } from '../../server/session/find-person';
import { entityNames } from '../../src/shared/contracts/entities';
import { decide, personOf } from './model/answer';
import { listed } from './model/feed';
import { makeMemoryServer } from './model/memory-server';
import { mirrorKey } from './oracle';
import type { WorldPlan } from './plan';
import type { SimServer } from './sim-server';

/** The model behind the simulation's view of a server. */
export function makeMemorySimServer(plan: WorldPlan, seed: number, now: () => number): SimServer {
  const server = makeMemoryServer({ seed, now });
  for (const { rows } of plan.organisations) server.load(rows);
  const { store, people } = server;
  let unitChanges = 0;
  return {
    kind: 'memory',
    password: server.password,
    version: () => store.version() + unitChanges,
    async handle(request) {
      const { answer, transaction } = decide(server, request);
      return {
        answer,
        commit() {
          if (!transaction) return true;
          // A transaction that another one waited for has been committed already; one cut off by a restore never is.
          const committed = store.isRunning(transaction) || transaction.xid === null || isStored();
          store.commit(transaction);
          return committed;
          function isStored(): boolean {
            return [...(transaction?.ledger.keys() ?? [])].every((key) => store.ledger(key) !== undefined);
          }
        },
      };
    },
    edit: async (edits) => server.edit(edits),
    async editSlowly(edits) {
      const transaction = store.begin();
      server.edit(edits, transaction);
      return async () => store.commit(transaction);
    },
    async setUnits(email, unitIds) {
      unitChanges += 1;
      people.setUnits(email, unitIds);
    },
    unitsOf: async (email) => people.userOf(email)?.unitIds ?? [],
    revokeSessions: async (deviceId) => people.revokeSessionsOf(deviceId),
    setDisabled: async (deviceId, disabled) => people.setDisabled(deviceId, disabled),
    async setPoison(on) {
      server.isPoison = (mutation) => on && JSON.stringify(mutation.changes).includes('poison');
    },
    async backUp() {
      const backup = server.backUp();
      return async () => server.restore(backup);
    },
    async rows() {
      return [...store.rows()].map(({ orgId, entity, record, deleted }) => ({
        orgId,
        entity,
        record,
        deleted,
      }));
    },
    async scopeOf(email) {
      const user = people.userOf(email);
      if (!user) return new Map();
      const person = personOf(server, user);
      const reading = { store, person, scope: scopeOf(person) };
      return new Map(
        entityNames.flatMap((entity) =>
          listed(reading, entity).map(({ record }) => [mirrorKey(entity, String(record.id)), record]),
        ),
      );
    },
    async effects() {
      const counts = new Map<string, number>();
      for (const { deviceId, mutationId } of store.audit()) {
        if (mutationId === null) continue;
        const key = `${deviceId} ${mutationId}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    },
    transactions() {
      const groups: ReturnType<SimServer['transactions']> = new Map();
      for (const { xid, orgId, entity, record, revision, deleted } of store.rows()) {
        if (deleted) continue;
        const group = groups.get(xid) ?? [];
        group.push({ orgId, entity, id: String(record.id), revision });
        groups.set(xid, group);
      }
      return groups;
    },
    reach: () => ({ settled: store.horizon(), newest: store.newest() }),
    setPageRows(rows) {
      server.mostRows = rows;
    },
    async close() {},
  };
}
