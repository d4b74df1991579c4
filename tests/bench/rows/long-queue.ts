import { readStatusFacts } from '../../../src/main/sync/read-status-facts';
import { freeHabits } from '../../../src/shared/rules/may-sync-now';
import { type Figure, logSlope, percentile } from '../figure';
import { timed } from '../support/alternate';
import { creation } from '../support/make-activity';
import { openQueueSide, type QueueSide } from '../support/open-queue-side';
import { startAckServer } from '../support/start-ack-server';
import type { Bench } from '.';

const chunk = 500;
const saves = 200;

/** What a queue of weeks costs: opening it, saving onto it, and sending it. */
export async function longQueue({ folder, size, say }: Bench): Promise<Figure[]> {
  const server = await startAckServer();
  try {
    const empty = openQueueSide(folder, server.url);
    const emptyMs = (await timed(() => start(empty))).wall;
    empty.close();
    const drains: [number, number][] = [];
    let startMs = 0;
    const saveMs: number[] = [];
    for (const length of [size / 10, size / 3, size].map(Math.round)) {
      const side = openQueueSide(folder, server.url);
      fill(side, length);
      say(`queued ${length}`);
      startMs = (await timed(() => start(side))).wall;
      saveMs.length = 0;
      for (let index = 0; index < saves; index += 1)
        saveMs.push(
          (
            await timed(() => {
              side.save([creation(length + index)]);
              status(side);
            })
          ).wall,
        );
      const ms = (await timed(() => side.run())).wall;
      drains.push([length, ms]);
      say(`sent ${length} in ${ms.toFixed(0)} ms`);
      side.close();
    }
    const rss = process.memoryUsage().rss / 1024 ** 2;
    const [, last] = drains.at(-1) ?? [0, 0];
    return [
      {
        name: 'long_queue_start',
        what: `start with ${size} queued, beyond an empty one`,
        unit: 'ms',
        ours: Math.max(0, startMs - emptyMs),
        goal: { value: 2000 },
      },
      {
        name: 'long_queue_save_p99',
        what: `save and status with ${size} queued, p99`,
        unit: 'ms',
        ours: percentile(saveMs, 99),
        goal: { value: 50 },
      },
      { name: 'long_queue_drain', what: `sending ${size}`, unit: 'ms', ours: last },
      {
        name: 'long_queue_slope',
        what: 'sending against length of the queue, slope',
        unit: '×',
        ours: logSlope(drains),
        goal: { value: 1.1 },
      },
      {
        name: 'long_queue_memory',
        what: 'memory of the whole process',
        unit: 'MB',
        ours: rss,
        goal: { value: 300 },
      },
    ];
  } finally {
    server.stop();
  }
}

function fill(side: QueueSide, length: number): void {
  for (let first = 0; first < length; first += chunk)
    side.save(Array.from({ length: Math.min(chunk, length - first) }, (_, index) => creation(first + index)));
}

function start(side: QueueSide): void {
  side.reopen();
  status(side);
}

function status({ database }: QueueSide) {
  return readStatusFacts(database, {
    connectivity: 'offline',
    signedIn: true,
    sending: null,
    habits: freeHabits,
    now: Date.now(),
    newId: () => 'unused',
    newerQueued: false,
  });
}
