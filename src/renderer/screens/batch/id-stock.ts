import type { Api } from '../../api/client';

/** Ids for new rows, fetched ahead so that a new row never waits. */
export type IdStock = { take: () => Promise<string> };

const refillBelow = 10;
const stockSize = 50;

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

  return {
    take: async () => {
      if (stock.length === 0) await fill();
      else if (stock.length < refillBelow) fill().catch(() => undefined);
      const id = stock.shift();
      return id ?? Promise.reject(new Error('No id was answered for a new row.'));
    },
  };
}
