import { recordSchemas } from '../../../src/shared/contracts/entities';
import type { FaultClass } from '../fault-class';
import {
  edit,
  judge,
  makeSyncedDevice,
  type Saves,
  save,
  settleDown,
  sharedServer,
  stateText,
} from '../tools/bench';
import { startHttpFront } from '../tools/http-front';

type Body = Record<string, unknown>;
type Table = { columns: string[]; rows: unknown[][] };
type Change = (body: Body, made: number) => Body;

const values: unknown[] = [
  null,
  true,
  17,
  'x',
  [],
  {},
  ['a', { b: 1 }],
  { deep: { deeper: [1] } },
  '\u0000',
  '😀',
];
const tables = (body: Body) => (body.changes ?? {}) as Record<string, Table>;
const withTables = (body: Body, change: (table: Table, entity: string) => Table): Body => ({
  ...body,
  changes: Object.fromEntries(
    Object.entries(tables(body)).map(([entity, table]) => [entity, change(table, entity)]),
  ),
});

/** What a later server may add: an earlier device has to go on as if it were not there. */
const additions: { name: string; of: Change }[] = [
  { name: 'fields', of: (body, made) => ({ [`later${made}`]: values[made % values.length], ...body }) },
  {
    name: 'columns at the end',
    of: (body, made) =>
      withTables(body, ({ columns, rows }) => ({
        columns: [...columns, `later${made}`],
        rows: rows.map((row) => [...row, values[made % values.length]]),
      })),
  },
  {
    name: 'columns at the front',
    of: (body, made) =>
      withTables(body, ({ columns, rows }) => ({
        columns: [`later${made}`, ...columns],
        rows: rows.map((row) => [values[made % values.length], ...row]),
      })),
  },
  {
    name: 'entities',
    of: (body, made) =>
      'changes' in body
        ? {
            ...body,
            changes: {
              ...tables(body),
              [`later${made}`]: { columns: ['a'], rows: [[values[made % values.length]]] },
            },
            tombstones: { ...(body.tombstones as Body), [`later${made}`]: ['0'] },
          }
        : body,
  },
  {
    name: 'fields of records',
    of: (body, made) =>
      Array.isArray(body.results)
        ? {
            ...body,
            results: (body.results as Body[]).map((result) => ({
              ...result,
              later: made,
              ...(result.record
                ? { record: { ...(result.record as Body), [`later${made}`]: values[made % values.length] } }
                : {}),
            })),
          }
        : body,
  },
];

/** What an earlier device cannot keep: nothing of it is written, and the status says so. */
const withCell =
  (column: string, value: unknown): Change =>
  (body) =>
    withTables(body, ({ columns, rows }, entity) => ({
      columns,
      rows:
        entity === 'activities'
          ? rows.map((row) => row.map((cell, at) => (columns[at] === column ? value : cell)))
          : rows,
    }));
const without =
  (column: string): Change =>
  (body) =>
    withTables(body, ({ columns, rows }) => ({
      columns: columns.filter((name) => name !== column),
      rows: rows.map((row) => row.filter((_cell, at) => columns[at] !== column)),
    }));
const unreadable: { name: string; of: Change }[] = [
  { name: 'a mode nobody knows', of: withCell('mode', 'telepathy') },
  { name: 'a setting nobody knows', of: withCell('setting', 'orbit') },
  { name: 'a type of value that changed', of: withCell('durationMin', '60') },
  ...Object.keys(recordSchemas.activities.shape).map((column) => ({
    name: `no ${column}`,
    of: without(column),
  })),
];

export const faultClass: FaultClass = {
  id: 'F24',
  title: 'a server of another version: fields, columns, entities and values unknown here',
  async run({ scaled, random, progress }) {
    const rounds = scaled(200);
    const server = await sharedServer();
    const front = await startHttpFront(server.url);
    const device = await makeSyncedDevice(front.url);
    const other = await makeSyncedDevice(server.url);
    const saves: Saves = new Map();
    const wrong = { notTaken: 0, dropped: 0, written: 0, unnamed: 0 };
    const engine = () => device.work().engine;
    try {
      for (let made = 0; made < rounds; made += 1) {
        const [id = ''] = save(device, saves, [`newer-${made}`]);
        const [theirs = ''] = save(other, saves, [`newer-${made}-theirs`]);
        await other.work().engine.run('now');
        const isAddition = random.chance(0.6);
        const { name, of } = random.pick(isAddition ? additions : unreadable);
        front.rewrite = (request, body) =>
          /changes|mutations|health/.test(request.path) ? JSON.stringify(of(JSON.parse(body), made)) : body;
        if (isAddition) {
          await engine().run('now');
          if (engine().status().kind !== 'synced') wrong.notTaken += 1;
          const note = device.database().prepare('SELECT note FROM activities WHERE id = ?').pluck();
          if (note.get(theirs) !== `newer-${made}-theirs`) wrong.dropped += 1;
          await edit(device, saves, id, `newer-${made}-edited`);
        } else {
          // What waits goes first; then the page comes that cannot be read.
          await engine().run('now');
          const before = stateText(device);
          await engine().run('now');
          if (stateText(device) !== before) wrong.written += 1;
          if (engine().status().kind !== 'server_error') {
            wrong.unnamed += 1;
            console.error(`  ${engine().status().kind}: ${name}`);
          }
        }
        front.rewrite = (_request, body) => body;
        await settleDown(device);
        progress(made + 1, rounds);
      }
      // Another protocol is asked about before anything is sent.
      device.probesServer = true;
      front.rewrite = (request, body) =>
        request.path.includes('/health') ? JSON.stringify({ ...JSON.parse(body), protocol: 2 }) : body;
      save(device, saves, ['newer-protocol']);
      await engine().run('now');
      if (engine().status().kind !== 'update_needed') wrong.unnamed += 1;
      front.rewrite = (_request, body) => body;
      await settleDown(device);
      return {
        tries: rounds + 1,
        ...(await judge(server, saves, [device, other])),
        others: wrong,
        note: 'what a later server adds is not kept here; edits name single fields, so that it stays on the server',
      };
    } finally {
      device.remove();
      other.remove();
      await front.close();
    }
  },
};
