import { describe, expect, it } from 'vitest';
import { type SortKey, sortRows, standSorted } from '../../../src/shared/rules/sort-rows';

type Row = { id: string; position: number; key: SortKey };
const sorting = {
  keyOf: ({ key }: Row) => key,
  descending: false,
  compareWords: new Intl.Collator('nb').compare,
};

describe('sortRows', () => {
  it('gives the rows the places they had together, so that what stands among and after them stays', () => {
    const rows = rowsOf([3, 1, 2]).map((row) => ({ ...row, position: row.position * 10 }));
    const sorted = sortRows(rows, sorting);
    expect(sorted.map(({ id, position }) => `${id} ${position}`)).toEqual(['1 10', '2 20', '0 30']);
  });

  it('puts Norwegian letters where a Norwegian looks for them', () => {
    expect(keysOf(['Østby', 'Åsen', 'Berg', 'Ærø'])).toEqual(['Berg', 'Ærø', 'Østby', 'Åsen']);
  });

  it('compares numbers as numbers', () => {
    expect(keysOf([9, 100, 30])).toEqual([9, 30, 100]);
  });

  it('leaves rows without a key last both ways', () => {
    expect(keysOf([null, 2, 1])).toEqual([1, 2, null]);
    expect(keysOf([null, 1, 2], { descending: true })).toEqual([2, 1, null]);
  });

  it('leaves rows with one key in the order of the paper both ways', () => {
    for (const descending of [false, true]) {
      const sorted = sortRows(rowsOf([5, 5, 5]), { ...sorting, descending });
      expect(sorted.map(({ id }) => id)).toEqual(['0', '1', '2']);
    }
  });
});

describe('standSorted', () => {
  it('tells whether the rows stand so', () => {
    expect(standSorted(rowsOf([1, 2, 2, null]), sorting)).toBe(true);
    expect(standSorted(rowsOf([1, null, 2]), sorting)).toBe(false);
    expect(standSorted(rowsOf([1, 2]), { ...sorting, descending: true })).toBe(false);
  });
});

function keysOf(keys: SortKey[], { descending } = { descending: false }): SortKey[] {
  return sortRows(rowsOf(keys), { ...sorting, descending }).map(({ key }) => key);
}

function rowsOf(keys: SortKey[]): Row[] {
  return keys.map((key, index) => ({ id: String(index), position: index + 1, key }));
}
