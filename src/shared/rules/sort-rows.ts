/** What a row is sorted by; null when it says nothing, or nothing that can be understood. */
export type SortKey = string | number | null;

export type Sorting<Row> = {
  keyOf: (row: Row) => SortKey;
  descending: boolean;
  /** Below zero when the one comes before the other in the alphabet of the person. */
  compareWords: (one: string, other: string) => number;
};

/**
 * The rows in another order, each with the position of the place it has come to: the places are the same as before,
 * so that whatever stands among and after them stays. Rows with the same key keep their order, and those without one
 * come last both ways: they are what is left to fill in.
 */
export function sortRows<Row extends { position: number }>(
  rows: readonly Row[],
  sorting: Sorting<Row>,
): Row[] {
  const places = rows.map(({ position }) => position).sort((a, b) => a - b);
  return [...rows]
    .sort(comparer(sorting))
    .map((row, index) => ({ ...row, position: places[index] ?? row.position }));
}

/** Whether rows stand in that order. */
export function standSorted<Row>(rows: readonly Row[], sorting: Sorting<Row>): boolean {
  const compare = comparer(sorting);
  return rows.every((row, index) => {
    const before = rows[index - 1];
    return before === undefined || compare(before, row) <= 0;
  });
}

function comparer<Row>({ keyOf, descending, compareWords }: Sorting<Row>) {
  // Reading a key means finding a name among hundreds; once for each row is enough.
  const known = new Map<Row, SortKey>();
  const keyOnce = (row: Row) => {
    const key = known.get(row) ?? keyOf(row);
    known.set(row, key);
    return key;
  };
  return (one: Row, other: Row): number => {
    const [a, b] = [keyOnce(one), keyOnce(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareWords(String(a), String(b));
    return descending ? -order : order;
  };
}
