import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { getHeapCodeStatistics } from 'node:v8';
import { systemClock } from '../../src/main/boot/system-ports';
import type { Database } from '../../src/main/database/open-database';
import { conflicts, outbox } from '../../src/main/database/schema';
import { listCandidates } from '../../src/main/outbox/claim';
import { chooseBatches } from '../../src/shared/rules/choose-batches';
import { type Device, makeDevice, someActivity } from '../support/make-device';
import { registerOn } from '../support/register-on';
import type { DeviceOrder, DeviceReport, FromDevice } from './messages';

// One device in a process of its own: the whole main process without Electron, on real files and real HTTP.

const [url = '', folder = '', key = '', email = '', name = ''] = process.argv.slice(2);
const gc = globalThis.gc as (() => void) | undefined;
const tell = (message: FromDevice) => process.send?.(message);
process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', (error) => tell({ kind: 'defect', what: String(error) }));

const device = await makeDevice(url, 0, {
  folder: resolve(folder),
  key: Buffer.from(key, 'hex'),
  clock: { ...systemClock, advance() {}, sleep() {}, setBack() {} },
});
let isWorking = false;
let made = 0;

process.on('message', (order: DeviceOrder) => {
  if (order === 'work') isWorking = true;
  else if (order === 'rest') isWorking = false;
  else if (order === 'sample') tell(sample());
  else tell({ kind: 'report', ...report(device) });
});

while (!device.life().work()) await device.signIn(email).catch(() => wait(300));
tell({ kind: 'ready' });
setInterval(() => void device.work().engine.run('now'), 700);
for (;;) {
  await wait(100 + Math.random() * 500);
  if (!device.life().session.signedIn()) await device.signIn(email).catch(() => {});
  if (isWorking) await workOnce();
}

async function workOnce(): Promise<void> {
  const dice = Math.random();
  const id = device.database().prepare('SELECT id FROM activities ORDER BY random() LIMIT 1').pluck().get();
  const note = `soak-${name}-${process.pid}-${made}`;
  made += 1;
  if (dice < 0.4 && typeof id === 'string') {
    const { kind } = await device.work().workspace.activities.update({ id, changes: { note } });
    if (kind === 'saved') tell({ kind: 'saved', recordId: id, note });
    return;
  }
  if (!device.database().prepare('SELECT 1 FROM peer_mentors LIMIT 1').get()) return;
  const notes = Array.from({ length: dice < 0.9 ? 1 : 15 }, (_, index) => `${note}-${index}`);
  const recordIds = registerOn(
    device,
    notes.map((one) => someActivity(device, { note: one })),
  );
  for (const [index, recordId] of recordIds.entries())
    tell({ kind: 'saved', recordId, note: notes[index] ?? '' });
}

/** What the harness writes down for other tests would grow for as long as the soak lasts. */
function forgetHarness(): void {
  device.told.length = 0;
  device.net.requests.length = 0;
}

function sample(): FromDevice {
  gc?.();
  forgetHarness();
  const memory = process.memoryUsage();
  const code = getHeapCodeStatistics();
  const codeBytes = code.code_and_metadata_size + code.bytecode_and_metadata_size;
  const oldest = device
    .database()
    .prepare(`SELECT min(made_at) FROM outbox WHERE state IN ('pending', 'in_flight')`)
    .pluck()
    .get() as number | null;
  return {
    kind: 'sample',
    rssMb: memory.rss / 2 ** 20,
    heapMb: (memory.heapUsed - codeBytes) / 2 ** 20,
    codeMb: codeBytes / 2 ** 20,
    externalMb: memory.external / 2 ** 20,
    files: readdirSync('/proc/self/fd').length,
    oldestWaitMs: oldest === null ? 0 : Date.now() - oldest,
  };
}

function report({ database, work, defects }: Device): DeviceReport {
  const rows = database().orm.select().from(outbox).all();
  const kept = keptForHer(database());
  const journal = database().orm.select({ mine: conflicts.mine }).from(conflicts).all();
  const noteOf = (fields: Record<string, unknown>) => (typeof fields.note === 'string' ? [fields.note] : []);
  return {
    waiting: rows.filter(({ id, state }) => isUnsent(state) && !kept.has(id)).length,
    status: work().engine.status().kind,
    lastRun: lastRun(database()),
    kept: rows.filter(({ id }) => kept.has(id)).flatMap(({ payload }) => noteOf(payload.changes)),
    keptRecords: rows.filter(({ id }) => kept.has(id)).map(({ recordId }) => recordId),
    conflicted: journal.flatMap(({ mine }) => noteOf(mine)),
    mirror: database().prepare('SELECT id, revision, note FROM activities ORDER BY id').raw().all() as [
      string,
      number,
      string,
    ][],
    isIntact: database().isIntact(),
    defects: defects.length,
  };
}

function lastRun(database: Database): string | null {
  const run = database
    .prepare('SELECT failure, started_at AS startedAt FROM sync_runs ORDER BY started_at DESC LIMIT 1')
    .get() as { failure: string | null; startedAt: number } | undefined;
  return run ? `${run.failure ?? 'good'} ${Math.round((Date.now() - run.startedAt) / 1000)} s ago` : null;
}

function isUnsent(state: string): boolean {
  return state === 'pending' || state === 'in_flight';
}

/** Ids of what is shown to her as needing her: what is parked, and what waits for that. */
function keptForHer(database: Database): Set<string> {
  const rows = listCandidates(database);
  const { waitsFor } = chooseBatches(rows, Date.now());
  const kept = new Set<string>();
  // In order of sequence: what something waits for comes before it.
  for (const { id, state } of rows) if (state === 'parked' || kept.has(waitsFor.get(id) ?? '')) kept.add(id);
  return kept;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
