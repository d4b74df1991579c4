/** So many rows are written in one go before anything is known of the machine. */
export const firstSliceRows = 50;

const fewestRows = 25;
const mostRows = 100;
/** Half of a frame at 60 Hz: who types or scrolls meanwhile does not notice. */
const aimMs = 8;

/** How many rows the next slice of a long write should hold, after one of `rows` took `elapsedMs`. Grows by at most a half. */
export function nextSliceRows(rows: number, elapsedMs: number): number {
  const fitting = elapsedMs > 0 ? (rows * aimMs) / elapsedMs : mostRows;
  return Math.round(Math.max(fewestRows, Math.min(fitting, rows * 1.5, mostRows)));
}
