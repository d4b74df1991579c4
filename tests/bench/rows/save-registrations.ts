import { type Figure, percentile } from '../figure';
import { openRawDatabase } from '../raw/raw-database';
import { rawSaver } from '../raw/raw-queue';
import { timed } from '../support/alternate';
import { creation } from '../support/make-activity';
import { openQueueSide } from '../support/open-queue-side';
import type { Bench } from '.';

const singles = 200;
const batches = 4;
const batchRows = 500;

/** One registration after another, each durable before the next; then many as one unit. */
export async function saveRegistrations({ folder, runs, say }: Bench): Promise<Figure[]> {
  const ours = openQueueSide(folder, 'http://127.0.0.1:1');
  const raw = openRawDatabase(folder);
  const saveRaw = rawSaver(raw);
  const one = { ours: [] as number[], raw: [] as number[] };
  const many = { ours: [] as number[], raw: [] as number[] };
  let index = 0;
  // The first round warms both up and is not counted.
  for (let run = 0; run <= runs; run += 1) {
    for (let single = 0; single < singles; single += 1) {
      const intents = [creation(index++)];
      const rawMs = (await timed(() => saveRaw(intents))).wall;
      const ourMs = (await timed(() => ours.save(intents))).wall;
      if (run > 0) one.raw.push(rawMs);
      if (run > 0) one.ours.push(ourMs);
    }
    for (let batch = 0; batch < batches; batch += 1) {
      const intents = Array.from({ length: batchRows }, () => creation(index++));
      const rawMs = (await timed(() => saveRaw(intents))).wall;
      const ourMs = (await timed(() => ours.save(intents))).wall;
      if (run > 0) many.raw.push(rawMs);
      if (run > 0) many.ours.push(ourMs);
    }
    say(`round ${run} of ${runs}`);
  }
  ours.close();
  raw.close();
  const rate = (times: number[]) => (batchRows * 1000) / percentile(times, 50);
  return [
    {
      name: 'save_one_p50',
      what: 'save of one registration, durable, p50',
      unit: 'ms',
      ours: percentile(one.ours, 50),
      raw: percentile(one.raw, 50),
      goal: { ofRaw: 1.5 },
    },
    {
      name: 'save_one_p99',
      what: 'save of one registration, durable, p99',
      unit: 'ms',
      ours: percentile(one.ours, 99),
      raw: percentile(one.raw, 99),
      goal: { ofRaw: 3 },
    },
    {
      name: 'save_batch',
      what: `${batchRows} registrations as one unit`,
      unit: 'rows/s',
      ours: rate(many.ours),
      raw: rate(many.raw),
      goal: { ofRaw: 0.6 },
    },
  ];
}
