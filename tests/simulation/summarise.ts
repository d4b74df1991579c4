import type { ViolationKind } from './oracle';
import type { RunResult } from './run-seed';

const kinds: readonly ViolationKind[] = [
  'lost',
  'duplicated',
  'diverged',
  'stuck',
  'outOfScope',
  'outOfOrder',
  'tornReads',
  'falseSynced',
  'wentBack',
  'pauseBroken',
  'hammered',
  'defects',
];

export type Summary = { runs: number; sent: number; failedSeeds: number[] } & Record<ViolationKind, number>;

/** Runs by what went wrong in them; a run counts once for each kind. */
export function summarise(results: readonly RunResult[]): Summary {
  const counts = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      results.filter(({ violations }) => violations.some((violation) => violation.kind === kind)).length,
    ]),
  ) as Record<ViolationKind, number>;
  return {
    runs: results.length,
    ...counts,
    sent: results.reduce((sum, { sent }) => sum + sent, 0),
    failedSeeds: results.filter(({ violations }) => violations.length > 0).map(({ seed }) => seed),
  };
}
