import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { FaultClass } from '../fault-class';
import {
  judge,
  makeSyncedDevice,
  type Saves,
  save,
  settleDown,
  sharedServer,
  stateText,
} from '../tools/bench';
import { startHttpFront } from '../tools/http-front';

const mib = 1024 * 1024;
const mostGrowthBytes = 150 * mib;
/** Two seconds on a machine that has nothing else to do. */
const mostMs = 6000;
/** What may be on its way when the reader stops: the cap, and the buffers of two sockets. */
const mostSentBytes = 64 * mib;

const pageHead =
  '{"epoch":"e","cursor":"c","more":false,"snapshot":false,"progress":null,"tombstones":{},"changes":{"activities":{"columns":["id"],"rows":[';

type Large = {
  name: string;
  headers?: Record<string, string>;
  /** Begins and goes on with these; for ever when `total` is left out. */
  first?: string;
  chunk: Buffer;
  totalBytes?: number;
  isGzip?: boolean;
};

const larges: Large[] = [
  { name: 'a body without end', chunk: Buffer.alloc(mib, ' ') },
  {
    name: 'a gigabyte, announced',
    headers: { 'content-length': String(1024 * mib) },
    chunk: Buffer.alloc(mib, ' '),
  },
  { name: 'a gzip bomb', headers: { 'content-encoding': 'gzip' }, chunk: Buffer.alloc(mib), isGzip: true },
  { name: 'a page of rows without end', first: pageHead, chunk: Buffer.from('["0"],'.repeat(100_000)) },
  {
    name: 'a page of 2 million rows under the cap',
    first: pageHead,
    chunk: Buffer.from('["0"],'.repeat(100_000)),
    totalBytes: 12 * mib,
  },
  {
    name: 'a note of 50 MB',
    first: '{"epoch":"e","results":[{"note":"',
    chunk: Buffer.alloc(mib, 'n'),
    totalBytes: 50 * mib,
  },
  { name: 'a refusal without end', headers: { status: '503' }, chunk: Buffer.alloc(mib, '{') },
];

export const faultClass: FaultClass = {
  id: 'F26',
  title: 'answers without end, and ones that unpack to too much',
  async run({ scaled, progress }) {
    const rounds = scaled(1);
    const server = await sharedServer();
    const front = await startHttpFront(server.url);
    const device = await makeSyncedDevice(front.url);
    const saves: Saves = new Map();
    const wrong = { written: 0, tooLarge: 0, tooSlow: 0, readOn: 0, notTold: 0 };
    let most = { growth: 0, ms: 0 };
    let tries = 0;
    save(device, saves, ['oversize']);
    try {
      for (let round = 0; round < rounds; round += 1) {
        for (const path of ['/mutations', '/changes', '/health']) {
          if (path === '/changes') await settleDown(device);
          // The server is asked for its health by nobody here unless the device does it before a run.
          device.probesServer = path === '/health';
          for (const large of larges) {
            const sent = { bytes: 0, isOver: false };
            front.script = async (request, response) => {
              if (!request.path.includes(path)) return false;
              await pour(response, large, sent);
              return true;
            };
            const before = stateText(device);
            const memory = watchMemory();
            const startedAt = performance.now();
            await device.work().engine.run('now');
            const ms = performance.now() - startedAt;
            const growth = memory.end();
            most = { growth: Math.max(most.growth, growth), ms: Math.max(most.ms, ms) };
            if (growth > mostGrowthBytes) {
              wrong.tooLarge += 1;
              console.error(`  ${Math.round(growth / mib)} MiB for ${large.name} on ${path}`);
            }
            if (ms > mostMs) wrong.tooSlow += 1;
            // Bytes that were poured in before packing are not on the line.
            if (!large.isGzip && sent.bytes > mostSentBytes) wrong.readOn += 1;
            if (stateText(device) !== before) wrong.written += 1;
            if (device.work().engine.status().kind !== 'server_error') {
              wrong.notTold += 1;
              console.error(`  ${device.work().engine.status().kind} after ${large.name} on ${path}`);
            }
            sent.isOver = true;
            tries += 1;
            progress(tries, rounds * 3 * larges.length);
          }
          front.script = () => false;
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
        note: `at most ${Math.round(most.growth / mib)} MiB more, server of this process included, and ${Math.round(most.ms)} ms`,
      };
    } finally {
      device.remove();
      await front.close();
    }
  },
};

/** Writes until the reader goes away. */
async function pour(
  response: ServerResponse,
  { headers = {}, first = '', chunk, totalBytes = Number.POSITIVE_INFINITY, isGzip }: Large,
  sent: { bytes: number; isOver: boolean },
): Promise<void> {
  const { status = '200', ...rest } = headers;
  response.writeHead(Number(status), { 'content-type': 'application/json', ...rest });
  const packed = isGzip ? createGzip() : null;
  packed?.pipe(response);
  const out = packed ?? response;
  response.on('error', () => {});
  out.write(first);
  while (sent.bytes < totalBytes && !response.destroyed && !sent.isOver) {
    sent.bytes += chunk.length;
    if (!out.write(chunk)) await Promise.race([new Promise((done) => out.once('drain', done)), wait(50)]);
  }
  if (!response.destroyed) out.end();
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
