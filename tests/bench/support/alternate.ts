/** What one piece of work took, in milliseconds. `cpu`: of all threads of this process together. */
export type Cost = { wall: number; cpu: number };

/** The cost of each run of ours and of raw, in turns, so that both meet the same machine. */
export async function alternate(
  runs: number,
  { ours, raw }: { ours: (run: number) => Promise<Cost>; raw: (run: number) => Promise<Cost> },
): Promise<{ ours: Cost[]; raw: Cost[] }> {
  const costs = { ours: [] as Cost[], raw: [] as Cost[] };
  for (let run = 0; run < runs; run += 1) {
    costs.raw.push(await raw(run));
    costs.ours.push(await ours(run));
  }
  return costs;
}

export async function timed(work: () => unknown): Promise<Cost> {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const wall = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall, cpu: (user + system) / 1000 };
}
