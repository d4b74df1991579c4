import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Figure, median } from '../figure';
import { openRawDatabase } from '../raw/raw-database';
import { rawPush, rawSaver } from '../raw/raw-queue';
import { alternate, type Cost, timed } from '../support/alternate';
import { creation, edit } from '../support/make-activity';
import { openQueueSide } from '../support/open-queue-side';
import { startAckServer } from '../support/start-ack-server';
import type { Bench } from '.';

const mutations = 10_000;
/** Every tenth changes a record that the server has, so that there is a shadow to clear. */
const edits = 1000;
const chunk = 500;

/** From a full queue to nothing unsettled: shadows cleared, records confirmed, trail and history written. */
export async function pushQueue({ folder, runs, say }: Bench): Promise<Figure[]> {
  const server = await startAckServer();
  const stalls: number[] = [];
  const worst: number[] = [];
  const ours = async () => {
    const side = openQueueSide(folder, server.url);
    const indexes = Array.from({ length: mutations }, (_, index) => index);
    side.mirror(indexes.slice(0, edits));
    for (let start = 0; start < mutations; start += chunk)
      side.save(
        indexes.slice(start, start + chunk).map((index) => (index < edits ? edit(index) : creation(index))),
      );
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const cost = await timed(() => side.run());
    delay.disable();
    stalls.push(delay.percentile(99) / 1e6);
    worst.push(delay.max / 1e6);
    side.close();
    say(`ours ${cost.wall.toFixed(0)} ms`);
    return cost;
  };
  const raw = async () => {
    const database = openRawDatabase(folder);
    const save = rawSaver(database);
    for (let start = 0; start < mutations; start += chunk)
      save(Array.from({ length: chunk }, (_, index) => creation(start + index)));
    const cost = await timed(() => rawPush(database, server.url));
    database.close();
    say(`raw ${cost.wall.toFixed(0)} ms`);
    return cost;
  };
  try {
    await ours();
    await raw();
    stalls.length = 0;
    worst.length = 0;
    const costs = await alternate(runs, { ours, raw });
    const wall = (list: Cost[]) => median(list.map((cost) => cost.wall));
    const cpu = (list: Cost[]) => median(list.map((cost) => cost.cpu));
    return [
      {
        name: 'push_10000',
        what: `push of ${mutations} mutations until settled`,
        unit: 'ms',
        ours: wall(costs.ours),
        raw: wall(costs.raw),
        goal: { ofRaw: 2.5 },
      },
      {
        name: 'push_10000_cpu',
        what: 'the same, time of the processor in this process',
        unit: 'ms',
        ours: cpu(costs.ours),
        raw: cpu(costs.raw),
      },
      {
        name: 'push_stall_p99',
        what: 'event loop held up during the push, p99',
        unit: 'ms',
        ours: median(stalls),
        goal: { value: 16 },
      },
      {
        name: 'push_stall_worst',
        what: 'the same, worst',
        unit: 'ms',
        ours: median(worst),
        goal: { value: 50 },
      },
    ];
  } finally {
    server.stop();
  }
}
