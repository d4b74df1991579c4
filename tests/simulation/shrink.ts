import { type RunOptions, type RunResult, runSeed } from './run-seed';

/** Leaves out ever smaller ranges of steps as long as the same kind of violation stays. Answers the steps that matter. */
export async function shrink(failed: RunResult, options: Omit<RunOptions, 'seed'> = {}): Promise<number[]> {
  const [first] = failed.violations;
  let kept = Array.from({ length: failed.steps }, (_, step) => step);
  const failsWith = async (steps: number[]) => {
    const inside = new Set(steps);
    const leftOut = new Set(
      Array.from({ length: failed.steps }, (_, step) => step).filter((step) => !inside.has(step)),
    );
    const again = await runSeed({ ...options, seed: failed.seed, steps: failed.steps, leftOut });
    return again.violations.some(({ kind }) => kind === first?.kind);
  };
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < kept.length; ) {
      const without = [...kept.slice(0, start), ...kept.slice(start + size)];
      if (await failsWith(without)) kept = without;
      else start += size;
    }
  }
  return kept;
}
