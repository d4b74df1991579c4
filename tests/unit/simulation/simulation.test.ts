import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { planted } from '../../simulation/planted/bugs';
import { findOne } from '../../simulation/planted/find-planted';
import { plantInto } from '../../simulation/planted/plant';
import { runSeed } from '../../simulation/run-seed';

const root = resolve(import.meta.dirname, '../../..');
const seedsAtOnce = Array.from({ length: 6 }, (_, index) => index + 1);

test.each(seedsAtOnce)(
  'keeps every promise in a short simulated run: seed %i',
  async (seed) => {
    const { violations, sent } = await runSeed({ seed, steps: 40 });
    expect(violations).toEqual([]);
    expect(sent).toBeGreaterThan(0);
  },
  120_000,
);

test('tells the same story twice from the same seed, and another one from another', async () => {
  const traces = [];
  for (const seed of [101, 101, 102]) traces.push((await runSeed({ seed, steps: 15 })).trace);
  expect(traces[1]).toBe(traces[0]);
  expect(traces[2]).not.toBe(traces[0]);
}, 120_000);

test.each(planted)('knows the one place for a planted mistake: $name', (bug) => {
  const source = readFileSync(join(root, bug.file), 'utf8');
  expect(plantInto(source, bug)).not.toBe(source);
});

test('finds a planted mistake', async () => {
  const bug = planted.find(({ name }) => name === 'the status forgets what waits');
  expect(bug && (await findOne(bug, 10))).toMatchObject({ kind: 'falseSynced' });
}, 120_000);
