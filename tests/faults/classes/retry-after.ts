import type { FaultClass } from '../fault-class';
import { judge, makeSyncedDevice, type Saves, save, settleDown, sharedServer } from '../tools/bench';
import { answerJson, startHttpFront } from '../tools/http-front';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const httpDate = (at: number) => new Date(at).toUTCString();

/** What the server says, and from when (ms later) it may be asked again; null: by the device's own back-off. */
const table: { status: number; header: (now: number) => string | null; notBeforeMs: number | null }[] = [
  { status: 429, header: () => '120', notBeforeMs: 120_000 },
  { status: 503, header: () => '7', notBeforeMs: 7_000 },
  { status: 503, header: () => ' 90 ', notBeforeMs: 90_000 },
  // A date has whole seconds.
  { status: 429, header: (now) => httpDate(now + 20 * minuteMs), notBeforeMs: 20 * minuteMs - 1000 },
  { status: 503, header: (now) => httpDate(now + 48 * hourMs), notBeforeMs: hourMs },
  { status: 503, header: () => '1000000000', notBeforeMs: hourMs },
  { status: 429, header: (now) => httpDate(now - hourMs), notBeforeMs: null },
  { status: 503, header: () => '0', notBeforeMs: null },
  { status: 429, header: () => '-5', notBeforeMs: null },
  { status: 503, header: () => 'soon', notBeforeMs: null },
  { status: 429, header: () => '1e3', notBeforeMs: null },
  { status: 503, header: () => null, notBeforeMs: null },
];
const ownFloorMs = 15_000;

export const faultClass: FaultClass = {
  id: 'F7',
  title: 'the server says when it wants to be asked again',
  async run({ progress }) {
    const server = await sharedServer();
    const front = await startHttpFront(server.url);
    const saves: Saves = new Map();
    const wrong = { early: 0, tooLate: 0, notShown: 0 };
    const judged = { lost: 0, duplicated: 0, corrupt: 0 };
    let tries = 0;
    try {
      for (const { status, header, notBeforeMs } of table) {
        const device = await makeSyncedDevice(front.url);
        save(device, saves, [`retry-${tries}`]);
        const refusedAt = device.clock.now();
        const retryAfter = header(refusedAt);
        let asked: number[] = [];
        let isRefusing = true;
        front.script = (_request, response) => {
          asked.push(device.clock.now());
          if (!isRefusing) return false;
          isRefusing = false;
          const extra: Record<string, string> = retryAfter === null ? {} : { 'retry-after': retryAfter };
          return answerJson(
            response,
            status,
            { code: status === 429 ? 'TOO_MANY_REQUESTS' : 'UNAVAILABLE' },
            extra,
          );
        };
        await device.work().engine.run('save');
        asked = [];
        const { retryAt } = device.work().engine.status();
        if (retryAt === null) wrong.notShown += 1;
        // She presses "send now" and the network comes and goes: only the server's word binds those.
        const stepMs = Math.max(1000, Math.round((notBeforeMs ?? ownFloorMs) / 50));
        const latest = refusedAt + hourMs + 2 * stepMs;
        while (asked.length === 0 && device.clock.now() < latest) {
          device.clock.advance(stepMs);
          if (notBeforeMs !== null) {
            device.work().engine.applyConnectivity('offline');
            device.work().engine.applyConnectivity('online');
            await device.work().engine.run('now');
          }
          await device.work().engine.run('schedule');
        }
        const [first = Number.POSITIVE_INFINITY] = asked;
        if (first < refusedAt + (notBeforeMs ?? ownFloorMs)) wrong.early += 1;
        if (first > refusedAt + Math.max(notBeforeMs ?? 0, minuteMs) + 2 * stepMs) wrong.tooLate += 1;
        front.script = () => false;
        await settleDown(device);
        const result = await judge(server, saves, [device]);
        judged.lost += result.lost;
        judged.duplicated += result.duplicated;
        judged.corrupt += result.corrupt;
        device.remove();
        tries += 1;
        progress(tries, table.length);
      }
      return { tries, ...judged, others: wrong };
    } finally {
      await front.close();
    }
  },
};
