const headings = ['Navn', 'Dato', 'Type', 'Form', 'Minutter', 'Antall', 'Merknad'];

/** Separated text in which no cell says anything that is known, and no two cells say the same. */
export function nonsenseTable(rows: number): string {
  const line = (row: number) => headings.map((heading, column) => `${heading} tull ${row}-${column} ?!`);
  return [headings, ...Array.from({ length: rows }, (_, row) => line(row))]
    .map((cells) => cells.join(';'))
    .join('\n');
}
