import { type Figure, logSlope, median } from '../figure';
import { openRawDatabase } from '../raw/raw-database';
import { rawPull } from '../raw/raw-pull';
import { timed } from '../support/alternate';
import { openClientSide } from '../support/open-client-side';
import { startPageServer } from '../support/start-page-server';
import type { Bench } from '.';

/** How the cost of a first download grows with its rows, and what encryption adds to the raw program's. */
export async function pullSlope(bench: Bench): Promise<Figure[]> {
  const { folder, size, say } = bench;
  const points: [number, number][] = [];
  for (const rows of [size / 100, size / 10, size]) {
    const cpu = await medianOf(bench, rows, async (url) => {
      const side = openClientSide(folder, url);
      const cost = await timed(() => side.pull());
      side.close();
      return cost.cpu;
    });
    say(`${rows} rows: ${cpu.toFixed(0)} ms of processor time`);
    points.push([rows, cpu]);
  }
  const rawWith = (cipher: 'aegis' | 'none') =>
    medianOf(bench, size / 10, async (url) => {
      const database = openRawDatabase(folder, cipher);
      const cost = await timed(() => rawPull(database, url, 5000));
      database.close();
      return cost.cpu;
    });
  return [
    {
      name: 'initial_pull_slope',
      what: `growth of a first download's processor time, ${size / 10} to ${size} rows (1 is linear)`,
      unit: '×',
      // Below that, what every download costs once outweighs the rows.
      ours: logSlope(points.slice(1)),
      goal: { value: 1.1 },
    },
    {
      name: 'encryption_price',
      what: 'encrypted, beside plain, raw first download: processor time',
      unit: 'ms',
      ours: await rawWith('aegis'),
      raw: await rawWith('none'),
    },
  ];
}

async function medianOf(
  { runs }: Bench,
  rows: number,
  measure: (url: string) => Promise<number>,
): Promise<number> {
  const server = await startPageServer(rows);
  try {
    const costs: number[] = [];
    // One more, which has the server make its pages.
    for (let run = 0; run <= runs; run += 1) costs.push(await measure(server.url('identity')));
    return median(costs.slice(1));
  } finally {
    server.stop();
  }
}
