import { performance } from 'node:perf_hooks';
import type { FaultClass } from '../fault-class';
import { judge, makeSyncedDevice, type Saves, save, settleDown, sharedServer } from '../tools/bench';
import { inFastTime, timesFaster } from '../tools/fast-clock';
import { startTcpProxy, type Toxic } from '../tools/tcp-proxy';

/** Bytes a second as the device's faster time sees them. */
const seen = (bytesPerS: number) => ({ kind: 'bandwidth' as const, bytesPerS: bytesPerS * timesFaster });
const toxics: Toxic[] = [
  { kind: 'latency', delayMs: 20, jitterMs: 0 },
  { kind: 'latency', delayMs: 5, jitterMs: 60 },
  { kind: 'reset' },
  { kind: 'cut_answer', afterBytes: 120 },
  seen(50),
  seen(5000),
  { kind: 'half_open' },
];
const runsPerToxic = 20;
/** A run sends what is saved while it goes on, so she has to stop for it to end. */
const savesMeanwhile = 5;
const deadlineMs = (request: string) =>
  request.endsWith('/health') ? 8_000 : request.endsWith('/changes') ? 300_000 : 30_000;
/** A timer may be late by one tick of the faster time, and by what the machine adds. */
const graceMs = 1_000 + 30 * timesFaster;

export const faultClass: FaultClass = {
  id: 'F6',
  title: 'slow, dripping, dead and half-open lines: deadlines hold and saving goes on',
  async run({ scaled, progress }) {
    const server = await sharedServer();
    const proxy = await startTcpProxy(server.url);
    const device = await makeSyncedDevice(proxy.url);
    const saves: Saves = new Map();
    const saveMs: number[] = [];
    const healthyMs: number[] = [];
    const timedSave = (times: number[]) => {
      const before = performance.now();
      save(device, saves, [`slow-${saves.size}`]);
      times.push(performance.now() - before);
    };
    const slowestMs: Record<string, number> = {};
    let hung = 0;
    let tries = 0;
    const { network } = device.net;
    const runs = scaled(runsPerToxic);
    const timed: typeof network = async (url, init) => {
      const startedAt = device.clock.now();
      const ended = () => {
        const request = new URL(url).pathname;
        const took = device.clock.now() - startedAt;
        slowestMs[request] = Math.max(slowestMs[request] ?? 0, Math.round(took));
        if (took > deadlineMs(request) + graceMs) hung += 1;
      };
      try {
        const response = await network(url, init);
        const body = await response.arrayBuffer();
        return new Response(response.status === 204 ? null : body, response);
      } finally {
        ended();
      }
    };
    device.net.network = timed;
    await device.restart();
    try {
      for (const toxic of toxics) {
        for (let run = 0; run < runs; run += 1) {
          timedSave(healthyMs);
          proxy.toxicFor = () => toxic;
          const going = device.work().engine.run('now');
          // She goes on registering while the line is bad.
          let left = savesMeanwhile;
          const timer = setInterval(() => left-- > 0 && timedSave(saveMs), 15);
          await inFastTime(device, going);
          clearInterval(timer);
          proxy.toxicFor = () => ({ kind: 'pass' });
          proxy.cutAll();
          await settleDown(device);
          tries += 1;
          progress(tries, toxics.length * runs);
        }
      }
      const p99 = ninetyNinth(saveMs);
      // A save takes what the disk takes: on a busy machine only the comparison says anything.
      const limitMs = Math.max(50, 2 * ninetyNinth(healthyMs));
      return {
        tries,
        ...(await judge(server, saves, [device])),
        others: { hung, slowSaves: p99 < limitMs ? 0 : 1 },
        note: `${saves.size} saves, p99 ${p99.toFixed(1)} ms (between faults ${ninetyNinth(healthyMs).toFixed(1)}); slowest requests ${JSON.stringify(slowestMs)} ms of device time`,
      };
    } finally {
      device.remove();
      await proxy.close();
    }
  },
};

function ninetyNinth(times: number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length * 0.99)] ?? 0;
}
