import { entityTable, recordExpression } from '../../server/records/entity-tables';
import { makeDemo } from '../../server/seed/seed-demo';
import { startServer } from '../../server/start-server';
import { type WritableEntity, writableEntities } from '../../src/shared/contracts/entities';
import { answer, type WireAnswer, type WireRequest } from '../simulation/model/answer';
import { makeMemoryServer } from '../simulation/model/memory-server';
import { editRow, setUnits } from '../simulation/pglite-sim-server';
import type { Edit } from '../simulation/sim-server';
import type { Fields } from './sync-client';

/** Either of the two servers behind the contract: its front door, and the tools of whoever runs it. */
export type ContractServer = {
  ask(request: WireRequest): Promise<WireAnswer>;
  epoch(): Promise<string>;
  /** The data were put back from a backup. */
  beginEpoch(): Promise<void>;
  /** The record as it is stored; null when it is not. Deleted ones are. */
  find(id: string): Promise<Stored | null>;
  /** Every record of an organisation that can be written. */
  list(orgId: string): Promise<Stored[]>;
  /** Changes registrations in one transaction, past the front door. */
  edit(edits: OwnEdit[]): Promise<void>;
  /** The same, committed when the answer is called; others pass it by meanwhile. */
  editSlowly(edits: OwnEdit[]): Promise<() => Promise<void>>;
  setUnits(email: string, unitIds: readonly string[]): Promise<void>;
  shutOut(deviceId: string): Promise<void>;
  close(): Promise<void>;
};
type OwnEdit = Pick<Edit, 'id' | 'changes' | 'deleted'>;
type Stored = { entity: WritableEntity; orgId: string; record: Fields; deleted: boolean };
type StartOptions = { now?: () => number };

const today = '2026-11-21';
const noon = Date.UTC(2026, 10, 21, 12);

/** What the contract says holds of both: so that what the simulation finds holds of the server as well. */
export const contractServers: { name: string; start(options?: StartOptions): Promise<ContractServer> }[] = [
  { name: 'the reference server', start: startReference },
  { name: 'the model of the simulation', start: startModel },
];

async function startReference({ now = () => noon }: StartOptions = {}): Promise<ContractServer> {
  const server = await startServer({
    demo: 'S',
    today,
    now,
    passwordCost: 10,
    // A prepared transaction is one that runs on while the only connection goes about other things.
    startParams: ['-c', 'max_prepared_transactions=4'],
  });
  const { sql, asOwner } = server;
  const select = async (condition: string, params: unknown[]) => {
    const found: Stored[] = [];
    for (const entity of writableEntities)
      found.push(
        ...(await sql<Stored>(
          `SELECT '${entity}' AS entity, t.org_id::text AS "orgId", ${recordExpression(entityTable(entity))} AS record,
             t.deleted_at IS NOT NULL AS deleted FROM ${entity} t WHERE ${condition} ORDER BY t.id`,
          params,
        )),
      );
    return found;
  };
  const withOrg = async ({ id, changes, deleted = false }: OwnEdit): Promise<Edit> => {
    const [row] = await select('t.id = $1', [id]);
    return { orgId: row?.orgId ?? '', entity: 'activities', id, changes, deleted };
  };
  return {
    async ask({ method, path, headers, body }) {
      const answered = await fetch(`${server.url}${path}`, {
        method,
        headers,
        ...(body === null ? {} : { body }),
      });
      return {
        status: answered.status,
        headers: Object.fromEntries([...answered.headers].filter(([name]) => name !== 'content-encoding')),
        text: await answered.text(),
      };
    },
    async epoch() {
      const [row] = await sql<{ value: string }>(`SELECT value FROM meta WHERE key = 'epoch'`);
      return row?.value ?? '';
    },
    async beginEpoch() {
      await sql(`UPDATE meta SET value = gen_random_uuid()::text WHERE key = 'epoch'`);
    },
    find: async (id) => (await select('t.id = $1', [id]))[0] ?? null,
    list: (orgId) => select('t.org_id = $1', [orgId]),
    async edit(edits) {
      const whole = await Promise.all(edits.map(withOrg));
      await asOwner(async (owner) => {
        for (const each of whole) await editRow(owner, each);
      });
    },
    async editSlowly(edits) {
      const whole = await Promise.all(edits.map(withOrg));
      await asOwner(async (owner) => {
        await owner.run("SET LOCAL feltbok.unannounced = 'on'");
        for (const each of whole) await editRow(owner, each);
        await owner.run("PREPARE TRANSACTION 'slow'");
      });
      return () =>
        asOwner(async (owner) => {
          // Not inside a transaction: the one around it is ended first.
          await owner.run('COMMIT');
          await owner.run("COMMIT PREPARED 'slow'");
        });
    },
    setUnits: (email, unitIds) => setUnits(server, email, unitIds),
    async shutOut(deviceId) {
      await sql('UPDATE devices SET disabled_at = now() WHERE id = $1', [deviceId]);
    },
    close: () => server.close(),
  };
}

async function startModel({ now = () => noon }: StartOptions = {}): Promise<ContractServer> {
  const server = makeMemoryServer({ seed: 1, now });
  for (const rows of makeDemo('S', { today, passwordHash: '' })) server.load(rows);
  const { store, people } = server;
  const writable = () =>
    [...store.rows()].flatMap(({ orgId, entity, record, deleted }): Stored[] =>
      isWritable(entity) ? [{ entity, orgId, record, deleted }] : [],
    );
  const find = (id: string) => writable().find(({ record }) => record.id === id) ?? null;
  const whole = (edits: OwnEdit[]) =>
    edits.map(({ id, changes, deleted = false }) => {
      const found = find(id);
      return { orgId: found?.orgId ?? '', entity: 'activities' as const, id, changes, deleted };
    });
  return {
    ask: async (request) => answer(server, request),
    epoch: async () => server.epoch,
    beginEpoch: async () => server.restore(server.backUp()),
    find: async (id) => find(id),
    list: async (orgId) => writable().filter((row) => row.orgId === orgId),
    edit: async (edits) => server.edit(whole(edits)),
    async editSlowly(edits) {
      const transaction = store.begin();
      server.edit(whole(edits), transaction);
      return async () => store.commit(transaction);
    },
    setUnits: async (email, unitIds) => people.setUnits(email, unitIds),
    shutOut: async (deviceId) => people.setDisabled(deviceId, true),
    close: async () => {},
  };
}

function isWritable(entity: string): entity is WritableEntity {
  return writableEntities.some((name) => name === entity);
}
