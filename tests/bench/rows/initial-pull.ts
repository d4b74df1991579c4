import { type Figure, median } from '../figure';
import { openRawDatabase } from '../raw/raw-database';
import { rawPull } from '../raw/raw-pull';
import { alternate, type Cost, timed } from '../support/alternate';
import { openClientSide } from '../support/open-client-side';
import { type PageServer, startPageServer } from '../support/start-page-server';
import type { Bench } from '.';

/** The page size at which the raw program is fastest. */
const rawPageRows = 5000;

/** From an empty database to everything durable, indexed and searchable. */
export async function initialPull(bench: Bench): Promise<Figure[]> {
  const server = await startPageServer(bench.size);
  try {
    const figures: Figure[] = [];
    for (const encoding of ['gzip', 'identity'] as const)
      figures.push(...(await measure(bench, server, encoding)));
    return figures;
  } finally {
    server.stop();
  }
}

async function measure(
  { folder, runs, size, say }: Bench,
  server: PageServer,
  encoding: 'gzip' | 'identity',
): Promise<Figure[]> {
  const url = server.url(encoding);
  const ours = async () => {
    const side = openClientSide(folder, url);
    const cost = await timed(() => side.pull());
    say(`ours ${encoding} ${cost.wall.toFixed(0)} ms`);
    side.close();
    return cost;
  };
  const raw = async () => {
    const database = openRawDatabase(folder);
    const cost = await timed(() => rawPull(database, url, rawPageRows));
    say(`raw ${encoding} ${cost.wall.toFixed(0)} ms`);
    database.close();
    return cost;
  };
  // The first of each has the server make its pages.
  await ours();
  await raw();
  const costs = await alternate(runs, { ours, raw });
  const wall = (list: Cost[]) => median(list.map((cost) => cost.wall));
  const cpu = (list: Cost[]) => median(list.map((cost) => cost.cpu));
  return [
    {
      name: `initial_pull_${encoding}`,
      what: `first download of ${size} activities, ${encoding}: durable, indexed, searchable`,
      unit: 'rows/s',
      ours: (size * 1000) / wall(costs.ours),
      raw: (size * 1000) / wall(costs.raw),
      goal: { ofRaw: 0.7 },
    },
    {
      name: `initial_pull_${encoding}_cpu`,
      what: '  processor time of it, on all threads',
      unit: 'ms',
      ours: cpu(costs.ours),
      raw: cpu(costs.raw),
    },
  ];
}
