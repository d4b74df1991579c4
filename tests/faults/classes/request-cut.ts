import type { FaultClass } from '../fault-class';
import { judge, makeSyncedDevice, type Saves, save, settleDown, sharedServer } from '../tools/bench';
import { startTcpProxy } from '../tools/tcp-proxy';

/** The offsets are tried on batches in turn; each batch is cut at so many, and then let through. */
const cutsPerBatch = 32;
const bytes = 2048;

export const faultClass: FaultClass = {
  id: 'F3',
  title: 'a batch is cut at each of its first 2,048 bytes',
  async run({ scaled, progress }) {
    const offsets = Array.from({ length: Math.min(bytes, scaled(bytes)) }, (_, index) => index);
    const server = await sharedServer();
    const proxy = await startTcpProxy(server.url);
    const device = await makeSyncedDevice(proxy.url);
    const saves: Saves = new Map();
    let cutAt: number | null = null;
    let partial = 0;
    let early = 0;
    proxy.toxicFor = (line) =>
      cutAt !== null && line.includes('/mutations')
        ? { kind: 'cut_request', afterBytes: cutAt }
        : { kind: 'pass' };
    const stored = async () => {
      const [row] = await server.sql<{ n: string }>(
        'SELECT (SELECT count(*) FROM mutations) + (SELECT count(*) FROM activities) AS n',
      );
      return Number(row?.n);
    };
    try {
      for (let start = 0; start < offsets.length; start += cutsPerBatch) {
        // Three registrations are a body of over 2,048 bytes.
        save(device, saves, [`cut-${start}-1`, `cut-${start}-2`, `cut-${start}-3`]);
        const before = await stored();
        for (const offset of offsets.slice(start, start + cutsPerBatch)) {
          cutAt = offset;
          await device.work().engine.run('now');
          if (device.work().engine.status().waiting !== 3) early += 1;
        }
        cutAt = null;
        if ((await stored()) !== before) partial += 1;
        await settleDown(device);
        if ((await stored()) !== before + 6) partial += 1;
        progress(start, offsets.length);
      }
      return {
        tries: proxy.counts.cut_request ?? 0,
        ...(await judge(server, saves, [device])),
        others: { partial, early, notCut: offsets.length - (proxy.counts.cut_request ?? 0) },
        note: `${saves.size} saves in batches over ${bytes} bytes`,
      };
    } finally {
      device.remove();
      await proxy.close();
    }
  },
};
