import { readOverview } from '../../../src/main/figures/read-overview';
import { type Figure, median } from '../figure';
import { rawOverview } from '../raw/raw-overview';
import { openClientSide } from '../support/open-client-side';
import { startPageServer } from '../support/start-page-server';
import type { Bench } from '.';
import { took } from './queries';

const times = 8;

/** A year's figures, of five years that are here: all that the overview shows, beside the bare sums. */
export async function overview({ folder, runs, size, say }: Bench): Promise<Figure[]> {
  const server = await startPageServer(size);
  const side = openClientSide(folder, server.url('identity'));
  try {
    await side.pull();
    const { database } = side;
    database.write(() =>
      database
        .prepare(
          `UPDATE activities SET occurred_on = (2022 + (number - 1) * 5 / ?) || substr(occurred_on, 5)`,
        )
        .run(size),
    );
    database.optimise();
    say('the mirror is full, over five years');
    const costs = { ours: [] as number[], raw: [] as number[] };
    for (let time = 0; time < times * runs; time += 1) {
      costs.raw.push(took(() => rawOverview(database, 2026, '2025-12-01')));
      costs.ours.push(took(() => readOverview(database, { year: 2026, unitId: null }, '2026-11-21')));
    }
    const ours = median(costs.ours);
    const what = `figures of a year, of five years and ${size} registrations`;
    return [
      { name: 'overview', what, unit: 'ms', ours, raw: median(costs.raw), goal: { ofRaw: 2 } },
      { name: 'overview_ms', what, unit: 'ms', ours, goal: { value: 100 } },
    ];
  } finally {
    side.close();
    server.stop();
  }
}
