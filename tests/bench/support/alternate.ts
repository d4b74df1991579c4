/** Milliseconds of each run of ours and of raw, in turns, so that both meet the same machine. */
export async function alternate(
  runs: number,
  { ours, raw }: { ours: (run: number) => Promise<number>; raw: (run: number) => Promise<number> },
): Promise<{ ours: number[]; raw: number[] }> {
  const times = { ours: [] as number[], raw: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    times.raw.push(await raw(run));
    times.ours.push(await ours(run));
  }
  return times;
}

/** Milliseconds that it took. */
export async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
