/** One line of the table. */
export type Figure = {
  /** Stable name in the JSON, snake case: `initial_pull`. */
  name: string;
  /** What was measured, for people. */
  what: string;
  unit: 'ms' | 'MB' | 'rows/s' | '×' | '%';
  ours: number;
  /** The raw program beside it, in the same run and unit; left out where there is nothing to set beside. */
  raw?: number;
  /** `ofRaw`: the most (for rows/s the least) that ours ÷ raw may be. `value`: the most that ours may be. Left out: only stated. */
  goal?: { ofRaw: number } | { value: number };
};

/** Null for a figure that is only stated. */
export function isMet({ unit, ours, raw, goal }: Figure): boolean | null {
  if (!goal) return null;
  if ('value' in goal) return ours <= goal.value;
  if (raw === undefined) throw new Error('A goal against raw needs a raw figure.');
  return unit === 'rows/s' ? ours / raw >= goal.ofRaw : ours / raw <= goal.ofRaw;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Nearest rank: the smallest value that `percent` of them do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const found = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (found === undefined) throw new Error('No values.');
  return found;
}

/** Slope of the line through the points on logarithmic axes: 1 is linear. */
export function logSlope(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const mean = (index: 0 | 1) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const up = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return up / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
