import { type RunningServer, type ServerOptions, startServer } from '../../../server/start-server';
import { outbox } from '../../../src/main/database/schema';
import { type Device, makeDevice, someActivity } from '../../support/make-device';
import { registerOn } from '../../support/register-on';

/** What a device was told is saved: of each record its last note, and how many mutations were made of it. */
export type Saves = Map<string, { note: string; mutations: number }>;

export type SharedServer = RunningServer & {
  /** Lets time pass on the server. */
  later(ms: number): void;
};
const shared: { server: Promise<SharedServer> | null } = { server: null };

/** One server in memory for all classes of a run, because making one takes its seconds. It lives as long as the process. */
export function sharedServer(): Promise<SharedServer> {
  shared.server ??= startShared();
  return shared.server;
}

async function startShared(): Promise<SharedServer> {
  let passed = 0;
  const server = await startTestServer({ now: () => Date.now() + passed });
  return {
    ...server,
    later(ms) {
      passed += ms;
    },
  };
}

export async function startTestServer(options: ServerOptions = {}): Promise<RunningServer> {
  return startServer({ demo: 'S', passwordCost: 10, report: () => {}, ...options });
}

/** A device that is signed in and has everything. */
export async function makeSyncedDevice(url: string, email?: string, startMs?: number): Promise<Device> {
  const device = await makeDevice(url, startMs);
  await device.signIn(email);
  await settleDown(device);
  return device;
}

/** Runs until the device says that nothing waits. Throws when that does not come. */
export async function settleDown(device: Device, mostRuns = 20): Promise<void> {
  for (let run = 0; run < mostRuns; run += 1) {
    await device.work().engine.run('now');
    const { waiting, kind } = device.work().engine.status();
    if (waiting === 0 && (kind === 'synced' || kind === 'attention')) return;
    device.clock.advance(1000);
  }
  throw new Error(`The device does not settle down: ${JSON.stringify(device.work().engine.status())}`);
}

/** Registers so many activities with notes of their own, and writes them into `saves`. */
export function save(device: Device, saves: Saves, notes: string[]): string[] {
  const ids = registerOn(
    device,
    notes.map((note) => someActivity(device, { note })),
  );
  for (const [index, id] of ids.entries()) saves.set(id, { note: notes[index] ?? '', mutations: 1 });
  return ids;
}

export async function edit(device: Device, saves: Saves, id: string, note: string): Promise<void> {
  const { kind } = await device.work().workspace.activities.update({ id, changes: { note } });
  if (kind !== 'saved') throw new Error(`Not saved: ${kind}`);
  saves.set(id, { note, mutations: (saves.get(id)?.mutations ?? 0) + 1 });
}

/** Asks the server's database what became of the saves, and the devices what they show as needing somebody. */
export async function judge(
  server: RunningServer,
  saves: Saves,
  devices: Device[] = [],
): Promise<{ lost: number; duplicated: number; corrupt: number }> {
  const ids = [...saves.keys()];
  const rows = await server.sql<{ id: string; note: string }>(
    'SELECT id::text, note FROM activities WHERE id = ANY($1) AND deleted_at IS NULL',
    [ids],
  );
  const effects = await server.sql<{ id: string; n: string }>(
    'SELECT record_id::text AS id, count(*) AS n FROM audit_log WHERE record_id = ANY($1) GROUP BY record_id',
    [ids],
  );
  const twins = await server.sql<{ n: string }>(
    'SELECT sum(n - 1) AS n FROM (SELECT count(*) AS n FROM activities WHERE note = ANY($1) GROUP BY note) AS counted',
    [[...saves.values()].map(({ note }) => note)],
  );
  const noteOf = new Map(rows.map(({ id, note }) => [id, note]));
  const shown = new Set(devices.flatMap(parkedRecords));
  return {
    lost: ids.filter((id) => noteOf.get(id) !== saves.get(id)?.note && !shown.has(id)).length,
    duplicated:
      Number(twins[0]?.n ?? 0) +
      effects.filter(({ id, n }) => Number(n) > (saves.get(id)?.mutations ?? 0)).length,
    corrupt: devices.filter((device) => device.defects.length > 0 || !device.database().isIntact()).length,
  };
}

function parkedRecords(device: Device): string[] {
  const rows = device.database().orm.select({ id: outbox.recordId, state: outbox.state }).from(outbox).all();
  return rows.filter(({ state }) => state === 'parked').map(({ id }) => id);
}

/** What the mirror and the outbox hold, as one text: two moments with the same text differ in nothing. */
export function stateText(device: Device): string {
  const database = device.database();
  const tables = ['activities', 'peer_mentors', 'contacts', 'activity_types', 'settings', 'org_units'];
  const read = (sql: string) => database.prepare(sql).raw().all();
  return JSON.stringify([
    ...tables.map((table) => read(`SELECT * FROM ${table} ORDER BY id`)),
    read('SELECT id, state, outcome, attempts FROM outbox ORDER BY sequence'),
    read('SELECT entity, record_id, revision, row FROM shadows ORDER BY entity, record_id'),
    read('SELECT cursor, epoch, initialised FROM sync_state'),
  ]);
}
