import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startServer } from '../../server/start-server';
import { type ServerProcess, startServerProcess } from '../faults/tools/server-process';
import { startTcpProxy, type TcpProxy, type Toxic } from '../faults/tools/tcp-proxy';
import { account, type Reported } from './account';
import { type DeviceProcess, makeDeviceProcess, type Sample } from './device-process';
import type { Usage } from './messages';
import { type Point, slope } from './slope';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes is a number above 0.');

const people = [
  ['admin', 'admin.demo@feltbok.example'],
  ['kari-1', 'kari.demo@feltbok.example'],
  ['kari-2', 'kari.demo@feltbok.example'],
  ['ola', 'ola.demo@feltbok.example'],
  ['siri', 'siri.demo@feltbok.example'],
] as const;
const faultShare = 0.15;
const drainLimitMs = 240_000;
const progressEveryMs = 10_000;
const hourMs = 3_600_000;
const settled = new Set(['synced', 'attention']);

const folder = mkdtempSync(join(tmpdir(), 'feltbok-soak-'));
const data = join(folder, 'server');
const kills = { devices: 0, server: 0 };
const startedAt = Date.now();
let server: ServerProcess = await startServerProcess({ folder: data, demo: 'M' });
const port = Number(new URL(server.url).port);
const proxies = await Promise.all(people.map(() => startTcpProxy(server.url)));
const devices = people.map(([name, email], index) =>
  makeDeviceProcess({ name, email, url: proxies[index]?.url ?? '', folder: join(folder, name) }),
);
const [longLived, ...mortal] = devices as [DeviceProcess, ...DeviceProcess[]];

try {
  for (const device of devices) device.start();
  await until(() => devices.every(({ isReady }) => isReady), 120_000);
  for (const device of devices) device.order('work');
  for (const proxy of proxies) proxy.toxicFor = randomToxic;
  const timers = [
    setInterval(() => longLived.order('sample'), 2_000),
    setInterval(() => {
      for (const device of mortal) device.order('sample');
    }, 5_000),
    setInterval(tellProgress, progressEveryMs),
  ];
  const end = Date.now() + minutes * 60_000;
  await Promise.all([killDevices(end), killServer(end)]);
  for (const device of devices) device.order('rest');
  for (const proxy of proxies) proxy.toxicFor = () => ({ kind: 'pass' });
  for (const proxy of proxies) proxy.cutAll();
  // The reports that follow read whole tables, which is not what a device does all day.
  for (const timer of timers) clearInterval(timer);
  const reported = await drain();
  for (const device of devices) await device.kill();
  await server.stop();
  await tellResult(reported);
} finally {
  for (const device of devices) await device.kill();
  await server.kill();
  for (const proxy of proxies) await proxy.close();
  rmSync(folder, { recursive: true, force: true });
}

function randomToxic(): Toxic {
  if (Math.random() > faultShare) return { kind: 'pass' };
  const toxics: Toxic[] = [
    { kind: 'latency', delayMs: 100, jitterMs: 1500 },
    { kind: 'reset' },
    { kind: 'cut_request', afterBytes: Math.floor(Math.random() * 2000) },
    { kind: 'cut_answer', afterBytes: Math.floor(Math.random() * 2000) },
    { kind: 'bandwidth', bytesPerS: 3000 },
    { kind: 'lose_answer' },
    ...(Math.random() < 0.1 ? [{ kind: 'half_open' as const }] : []),
  ];
  return toxics[Math.floor(Math.random() * toxics.length)] ?? { kind: 'pass' };
}

async function killDevices(end: number): Promise<void> {
  while (Date.now() < end) {
    await wait(2_000 + Math.random() * 6_000);
    const device = mortal[Math.floor(Math.random() * mortal.length)];
    if (!device?.isReady) continue;
    await device.kill();
    kills.devices += 1;
    await wait(Math.random() * 2_000);
    device.start();
  }
}

async function killServer(end: number): Promise<void> {
  while (Date.now() < end) {
    await wait(15_000 + Math.random() * 30_000);
    await server.kill();
    kills.server += 1;
    await wait(Math.random() * 4_000);
    server = await startServerProcess({ folder: data, port, demo: 'M' });
  }
}

/** Waits until no device has anything to send and all have heard of each other. */
async function drain(): Promise<Reported[]> {
  const limit = Date.now() + drainLimitMs;
  for (;;) {
    await wait(3_000);
    const reports = await Promise.all(devices.map((device) => device.report()));
    const isDone = reports.every((report) => report && report.waiting === 0 && settled.has(report.status));
    if (!isDone && Date.now() < limit) {
      console.error(
        `draining: ${reports.map((report) => (report ? `${report.waiting} ${report.status} (${report.lastRun})` : 'no word')).join(', ')}`,
      );
      continue;
    }
    // One more round of pulls, so that each has what the last of them sent.
    await wait(5_000);
    return Promise.all(
      devices.map(async (device) => {
        const report = await device.report();
        if (!report) throw new Error(`${device.name} does not answer.`);
        return { device, report };
      }),
    );
  }
}

async function tellResult(reported: Reported[]): Promise<void> {
  const opened = await startServer({ dataDir: data });
  const found = await account(opened, reported);
  await opened.close();
  // The first half is warming up: code is compiled, and the mirror is larger than the caches of pages, which fill.
  const samples = longLived.samples.slice(Math.floor(longLived.samples.length / 2));
  const files = samples.map((sample) => sample.files);
  const result = {
    minutes,
    operations: devices.reduce((sum, { saved }) => sum + saved.length, 0),
    requests: proxies.reduce((sum, { requests }) => sum + requests.length, 0),
    kills,
    faults: addUp(proxies),
    ...found,
    notDrained: reported.reduce((sum, { report }) => sum + report.waiting, 0),
    notIntact: reported.filter(({ report }) => !report.isIntact).length,
    defects: reported.reduce((sum, { device, report }) => sum + device.defects + report.defects, 0),
    conflicts: reported.reduce((sum, { report }) => sum + report.conflicted.length, 0),
    kept: reported.reduce((sum, { report }) => sum + report.kept.length, 0),
    maxQueueAgeS: Math.round(Math.max(...devices.map(({ oldestWaitMs }) => oldestWaitMs)) / 1000),
    rssMb: Math.round(samples.at(-1)?.rssMb ?? 0),
    rssSlopeMbPerHour: slopePerHour(samples, 'rssMb'),
    heapSlopeMbPerHour: slopePerHour(samples, 'heapMb'),
    codeSlopeMbPerHour: slopePerHour(samples, 'codeMb'),
    externalSlopeMbPerHour: slopePerHour(samples, 'externalMb'),
    filesSlopePerHour: slopePerHour(samples, 'files'),
    files: { least: Math.min(...files), most: Math.max(...files) },
  };
  console.log(values.json ? JSON.stringify(result) : result);
  const { lost, duplicated, diverged, notDrained, notIntact, defects } = result;
  process.exitCode = lost + duplicated + diverged + notDrained + notIntact + defects === 0 ? 0 : 1;
}

function slopePerHour(samples: Sample[], what: keyof Usage): number {
  const perMs = slope(leastOfEachMinute(samples.map((sample) => ({ at: sample.at, value: sample[what] }))));
  return Math.round(perMs * hourMs * 10) / 10;
}

/** What it holds while it has nothing to do: what a run takes and gives back again says nothing of growth. */
function leastOfEachMinute(points: Point[]): Point[] {
  const minutes = new Map<number, Point>();
  for (const point of points) {
    const minute = Math.floor(point.at / 60_000);
    const least = minutes.get(minute);
    if (!least || point.value < least.value) minutes.set(minute, point);
  }
  return [...minutes.values()];
}

function addUp(all: TcpProxy[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { counts } of all)
    for (const [kind, count] of Object.entries(counts)) sums[kind] = (sums[kind] ?? 0) + count;
  return sums;
}

function tellProgress(): void {
  const operations = devices.reduce((sum, { saved }) => sum + saved.length, 0);
  const { rssMb = 0, heapMb = 0, codeMb = 0, externalMb = 0 } = longLived.samples.at(-1) ?? {};
  console.error(
    `${Math.round((Date.now() - startedAt) / 1000)} s: ${operations} saves, ${kills.devices} devices and ${kills.server} servers killed, ${Math.round(rssMb)} MB, ${heapMb.toFixed(2)} of them objects, ${codeMb.toFixed(1)} code, ${externalMb.toFixed(1)} outside`,
  );
}

async function until(isTrue: () => boolean, limitMs: number): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!isTrue()) {
    if (Date.now() > limit) throw new Error('The devices did not start.');
    await wait(200);
  }
}
