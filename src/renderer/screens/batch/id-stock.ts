import type { Api } from '../../api/client';

/** Ids for new rows, fetched ahead so that a new row never waits. */
export type IdStock = { take: () => Promise<string>; takeMany: (count: number) => Promise<string[]> };

const refillBelow = 10;
const stockSize = 50;
const mostAtOnce = 200;

export function makeIdStock(newIds: Api['drafts']['newId']): IdStock {
  const stock: string[] = [];
  let filling: Promise<void> | null = null;

  function fill(): Promise<void> {
    filling ??= newIds({ count: stockSize })
      .then((ids) => {
        stock.push(...ids);
      })
      .finally(() => {
        filling = null;
      });
    return filling;
  }

  async function take(): Promise<string> {
    if (stock.length === 0) await fill();
    else if (stock.length < refillBelow) fill().catch(() => undefined);
    const id = stock.shift();
    return id ?? Promise.reject(new Error('No id was answered for a new row.'));
  }

  return {
    take,
    takeMany: async (count) => {
      if (count === 1) return [await take()];
      // What is made from now on comes after them, also in the order of its ids.
      stock.length = 0;
      const many: string[] = [];
      while (many.length < count)
        many.push(...(await newIds({ count: Math.min(count - many.length, mostAtOnce) })));
      return many;
    },
  };
}
