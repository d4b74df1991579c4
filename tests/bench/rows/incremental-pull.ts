import { type Figure, percentile } from '../figure';
import { openRawDatabase } from '../raw/raw-database';
import { rawIncrement, rawPull } from '../raw/raw-pull';
import { alternate, type Cost, timed } from '../support/alternate';
import { openClientSide } from '../support/open-client-side';
import { startPageServer } from '../support/start-page-server';
import type { Bench } from '.';

/** How many pulls there are for each of `runs`, so that there is a hundredth to speak of. */
const pullsARun = 20;

/** One page of 100 changed registrations over a full mirror, until durable and searchable. */
export async function incrementalPull({ folder, runs, size, say }: Bench): Promise<Figure[]> {
  const server = await startPageServer(size);
  const url = server.url('identity');
  const side = openClientSide(folder, url);
  const raw = openRawDatabase(folder);
  try {
    await side.pull();
    await rawPull(raw, url, 5000);
    say('both mirrors are full');
    const costs = await alternate(runs * pullsARun, {
      async ours() {
        const cost = await timed(() => side.pull());
        side.rest();
        return cost;
      },
      async raw(run) {
        const cost = await timed(() => rawIncrement(raw, url, `d${run + 1}`));
        raw.connection.pragma('wal_checkpoint(PASSIVE)');
        return cost;
      },
    });
    const at = (list: Cost[], percent: number) =>
      percentile(
        list.map(({ wall }) => wall),
        percent,
      );
    return [50, 99].map((percent) => ({
      name: `incremental_pull_p${percent}`,
      what: `pull of 100 changed over ${size}, p${percent}`,
      unit: 'ms',
      ours: at(costs.ours, percent),
      raw: at(costs.raw, percent),
      goal: { ofRaw: percent === 50 ? 2 : 3 },
    }));
  } finally {
    side.close();
    raw.close();
    server.stop();
  }
}
