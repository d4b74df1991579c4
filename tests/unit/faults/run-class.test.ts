import { expect, test } from 'vitest';
import { isClean, runClass } from '../../faults/run-class';

const figures = { tries: 3, lost: 0, duplicated: 0, corrupt: 0 };
const run = (found: typeof figures & { others?: Record<string, number> }) =>
  runClass({ id: 'F0', title: 'test', run: async () => found }, { scale: 1, seed: 1 });

test('is clean when every figure is 0 after at least one try', async () => {
  expect(isClean(await run({ ...figures, others: { hung: 0 } }))).toBe(true);
});

test('is not clean when nothing was tried, or any figure is above 0', async () => {
  for (const found of [
    { ...figures, tries: 0 },
    { ...figures, lost: 1 },
    { ...figures, duplicated: 1 },
    { ...figures, corrupt: 1 },
    { ...figures, others: { hung: 1 } },
  ])
    expect(isClean(await run(found))).toBe(false);
});

test('is not clean when the class itself breaks down', async () => {
  const broken = async () => {
    throw new Error('no server');
  };
  const row = await runClass({ id: 'F0', title: 'test', run: broken }, { scale: 1, seed: 1 });
  expect([isClean(row), 'failed' in row && row.failed]).toEqual([false, 'no server']);
});

test('names a class as one that cannot run here when a program that it needs is missing', async () => {
  const needs = ['node', 'a-program-that-nobody-has'];
  const faultClass = { id: 'F0', title: 'test', needs, run: async () => figures };
  expect(await runClass(faultClass, { scale: 1, seed: 1 })).toEqual({
    id: 'F0',
    title: 'test',
    seconds: 0,
    cannotRunHere: 'Needs a-program-that-nobody-has, which this machine does not have.',
  });
});
