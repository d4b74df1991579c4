import { findProgram } from '../../scripts/runtime/find-program.mjs';
import { makeRandom } from '../../server/seed/random';
import type { FaultClass, FaultFigures } from './fault-class';

export type Row = { id: string; title: string; seconds: number } & (
  | FaultFigures
  /** The class could not end: that is a failure too. */
  | { failed: string; others?: undefined }
  | { cannotRunHere: string; others?: undefined }
);

const progressEveryMs = 5000;

export async function runClass(
  faultClass: FaultClass,
  { scale, seed }: { scale: number; seed: number },
): Promise<Row> {
  const { id, title, needs = [] } = faultClass;
  if ('cannotRunHere' in faultClass)
    return { id, title, seconds: 0, cannotRunHere: faultClass.cannotRunHere };
  const missing = needs.filter((program) => !findProgram(program));
  if (missing.length > 0) {
    const cannotRunHere = `Needs ${missing.join(' and ')}, which this machine does not have.`;
    console.error(`${id} ${title}\n  cannot run here: ${cannotRunHere}`);
    return { id, title, seconds: 0, cannotRunHere };
  }
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 100) / 10;
  console.error(`${id} ${title}`);
  let toldAt = startedAt;
  try {
    const figures = await faultClass.run({
      scaled: (full) => Math.max(1, Math.round(full * scale)),
      random: makeRandom(seed),
      progress(done, total) {
        if (performance.now() - toldAt < progressEveryMs) return;
        toldAt = performance.now();
        console.error(`  ${done} of ${total}, ${seconds()} s`);
      },
    });
    const row = { id, title, seconds: seconds(), ...figures };
    console.error(`  ${isClean(row) ? 'clean' : 'NOT CLEAN'} ${JSON.stringify(figures)}`);
    return row;
  } catch (error) {
    console.error(error);
    return { id, title, seconds: seconds(), failed: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether every figure that must be 0 is 0, after at least one try. */
export function isClean(row: Row): boolean {
  if ('cannotRunHere' in row) return true;
  if ('failed' in row) return false;
  const { tries, lost, duplicated, corrupt, others = {} } = row;
  return tries > 0 && [lost, duplicated, corrupt, ...Object.values(others)].every((figure) => figure === 0);
}
