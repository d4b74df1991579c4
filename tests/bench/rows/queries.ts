import { listActivities } from '../../../src/main/registrations/list-activities';
import { type Figure, median } from '../figure';
import { rawList } from '../raw/raw-list';
import { openClientSide } from '../support/open-client-side';
import { startPageServer } from '../support/start-page-server';
import type { Bench } from '.';

const times = 40;
const pageRows = 50;

/** First page, its count, and searches, on the same file: the app's query beside one written for the purpose. */
export async function queries({ folder, runs, size, say }: Bench): Promise<Figure[]> {
  const server = await startPageServer(size);
  const side = openClientSide(folder, server.url('identity'));
  try {
    await side.pull();
    say('the mirror is full');
    const { database } = side;
    const context = {
      database,
      now: () => 0,
      newId: () => '',
      today: () => '2026-11-21',
      actor: () => '',
      onSaved() {},
    };
    const cases: [name: string, what: string, filter: { search?: string; offset: number }][] = [
      ['first_page', 'first page of the list with its count', { offset: 0 }],
      ['page_80', 'page 80 of it', { offset: 80 * pageRows }],
      ['search_rare', 'search for a rare word', { search: 'brosjyrer', offset: 0 }],
      ['search_name', 'search for two words', { search: 'fin avtale', offset: 0 }],
    ];
    return cases.map(([name, what, filter]) => {
      const costs = { ours: [] as number[], raw: [] as number[] };
      for (let time = 0; time < times * runs; time += 1) {
        costs.raw.push(took(() => rawList(database, filter, pageRows)));
        costs.ours.push(took(() => listActivities(context, { ...filter, limit: pageRows })));
      }
      return {
        name,
        what: `${what}, over ${size}`,
        unit: 'ms',
        ours: median(costs.ours),
        raw: median(costs.raw),
        goal: { ofRaw: 2 },
      };
    });
  } finally {
    side.close();
    server.stop();
  }
}

export function took(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
