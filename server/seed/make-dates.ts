import type { Random } from './random';

const dayMs = 24 * 3_600_000;
/** January to December: much in winter and before the deadline of 1 May, little in July. */
const monthWeights = [1.5, 1.1, 1.1, 1.4, 0.9, 0.8, 0.4, 0.8, 1, 1, 1.1, 1.4] as const;

/** Draws days on which something happened, from `years` before `today` up to it. */
export function makeDayPicker(random: Random, today: string, years: number): () => string {
  const end = Date.parse(`${today}T00:00:00Z`);
  const firstYear = Number(today.slice(0, 4)) - years + 1;
  const days: [string, number][] = [];
  for (let at = Date.UTC(firstYear, 0, 1); at <= end; at += dayMs) {
    const date = new Date(at);
    const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6 ? 0.4 : 1;
    days.push([date.toISOString().slice(0, 10), (monthWeights[date.getUTCMonth()] ?? 1) * weekend]);
  }
  const sums = days.map(() => 0);
  let sum = 0;
  days.forEach(([, weight], index) => {
    sum += weight;
    sums[index] = sum;
  });
  return () => (days[indexOf(sums, random.next() * sum)] as [string, number])[0];
}

/** When it was registered: a third of all rows arrive more than a month late. */
export function registeredAt(random: Random, day: string, today: string): number {
  const delayDays = random.chance(0.35) ? random.int(31, 120) : random.int(0, 30);
  const at = Date.parse(`${day}T00:00:00Z`) + delayDays * dayMs + random.int(8 * 3600, 20 * 3600) * 1000;
  return Math.min(at, Date.parse(`${today}T06:00:00Z`) + random.int(0, 3600) * 1000);
}

function indexOf(sums: readonly number[], value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
