import { expect, test } from 'vitest';
import { judgeDeletes } from '../../../src/shared/rules/judge-deletes';

const judged = (gone: number, of: number, accepted?: number) =>
  judgeDeletes(
    [{ entity: 'activities', gone, of }],
    accepted === undefined ? [] : [{ entity: 'activities', gone: accepted, of }],
  ).length > 0;

test('asks only over more than a fifth and more than 50 rows', () => {
  const table: [number, number, boolean][] = [
    [0, 0, false],
    [50, 50, false],
    [51, 51, true],
    [51, 254, true],
    [51, 255, false],
    [1000, 5000, false],
    [1001, 5000, true],
  ];
  expect(table.map(([gone, of]) => judged(gone, of))).toEqual(table.map(([, , asks]) => asks));
});

test('lets an accepted deletion through, and little more than was told', () => {
  expect([judged(400, 500, 400), judged(450, 500, 400), judged(451, 500, 400)]).toEqual([false, false, true]);
});

test('asks for each entity on its own: a yes to one is none to another', () => {
  const counts = [
    { entity: 'activities' as const, gone: 100, of: 100 },
    { entity: 'contacts' as const, gone: 60, of: 60 },
  ];
  expect(judgeDeletes(counts, [{ entity: 'activities', gone: 100, of: 100 }])).toEqual([counts[1]]);
});
