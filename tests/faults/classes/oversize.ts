import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FaultClass } from '../fault-class';
import { buildProgram } from '../support/build-program';
import {
  judge,
  makeSyncedDevice,
  type Saves,
  save,
  settleDown,
  sharedServer,
  stateText,
} from '../tools/bench';
import { larges, mib } from '../tools/larges';

const mostGrowthBytes = 150 * mib;
/** On the clock, or of this process's own work while other programs hold the processors. */
const mostMs = 2000;
const mostWaitMs = 30_000;
/** What may be on its way when the reader stops: the cap, and the buffers of two sockets. */
const mostSentBytes = 64 * mib;

export const faultClass: FaultClass = {
  id: 'F26',
  title: 'answers without end, and ones that unpack to too much',
  async run({ scaled, progress }) {
    const rounds = scaled(3);
    const server = await sharedServer();
    const pourer = await startPouring();
    const device = await makeSyncedDevice(server.url);
    const saves: Saves = new Map();
    const wrong = { written: 0, tooLarge: 0, tooSlow: 0, readOn: 0, notTold: 0 };
    let most = { growth: 0, ms: 0 };
    let tries = 0;
    // The path whose answers are poured, and which of them.
    let poured: { path: string; number: number } | null = null;
    const { network } = device.net;
    device.net.network = (url, init) =>
      poured && url.includes(poured.path)
        ? fetch(`${pourer.url}/${poured.number}`, init)
        : network(url, init);
    await device.restart();
    await settleDown(device);
    save(device, saves, ['oversize']);
    try {
      for (let round = 0; round < rounds; round += 1) {
        for (const path of ['/mutations', '/changes', '/health']) {
          if (path === '/changes') await settleDown(device);
          // The server is asked for its health by nobody here unless the device does it before a run.
          device.probesServer = path === '/health';
          for (const [number, large] of larges.entries()) {
            poured = { path, number };
            const before = stateText(device);
            const memory = watchMemory();
            const startedAt = performance.now();
            const workBefore = process.cpuUsage();
            await device.work().engine.run('now');
            const { user, system } = process.cpuUsage(workBefore);
            const ms = Math.min(performance.now() - startedAt, (user + system) / 1000);
            const growth = memory.end();
            const sent = await pourer.sent(number);
            most = { growth: Math.max(most.growth, growth), ms: Math.max(most.ms, ms) };
            if (growth > mostGrowthBytes) {
              wrong.tooLarge += 1;
              console.error(`  ${Math.round(growth / mib)} MiB for ${large.name} on ${path}`);
            }
            if (ms > mostMs) {
              wrong.tooSlow += 1;
              console.error(`  ${Math.round(ms)} ms for ${large.name} on ${path}`);
            }
            // Bytes that were poured in before packing are not on the line.
            if (!large.isGzip && sent > mostSentBytes) wrong.readOn += 1;
            if (stateText(device) !== before) {
              wrong.written += 1;
              console.error(`  written: ${large.name} on ${path}`);
            }
            if (device.work().engine.status().kind !== 'server_error') {
              wrong.notTold += 1;
              console.error(`  ${device.work().engine.status().kind} after ${large.name} on ${path}`);
            }
            tries += 1;
            progress(tries, rounds * 3 * larges.length);
          }
          poured = null;
          device.probesServer = false;
        }
        await settleDown(device);
        save(device, saves, [`oversize-${round}`]);
      }
      await settleDown(device);
      return {
        tries,
        ...(await judge(server, saves, [device])),
        others: wrong,
        note: `at most ${Math.round(most.growth / mib)} MiB more and ${Math.round(most.ms)} ms`,
      };
    } finally {
      device.remove();
      pourer.stop();
    }
  },
};

/** `sent`: how many bytes it gave away of an answer, once that has ended; throws when nobody asked for it. */
async function startPouring(): Promise<{ url: string; sent(number: number): Promise<number>; stop(): void }> {
  const program = await buildProgram('pouring-process');
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const given = new Map<number, number>();
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  child.on('message', ({ number, bytes }: { number: number; bytes: number }) => given.set(number, bytes));
  return {
    url: `http://127.0.0.1:${port}`,
    async sent(number) {
      while (!given.has(number)) await once(child, 'message', { signal: AbortSignal.timeout(mostWaitMs) });
      const bytes = given.get(number) ?? 0;
      given.delete(number);
      return bytes;
    },
    stop: () => void child.kill(),
  };
}

/** How much more the process came to hold than it held at first, in bytes. */
function watchMemory(): { end(): number } {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 5);
  return {
    end() {
      clearInterval(timer);
      look();
      return most - before;
    },
  };
}
