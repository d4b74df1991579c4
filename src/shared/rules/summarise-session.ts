import type { ActivityFields } from '../contracts/activity';
import type { RowProblem } from '../contracts/drafts';

export type RowToSum = { fields: ActivityFields | null; problems: readonly RowProblem[] };

export type SessionSummary = {
  rows: number;
  /** Rows without an error. */
  ready: number;
  /** Rows with an error. */
  errors: number;
  /** Rows with a warning and no error. */
  warnings: number;
  /** Minutes of the rows that are ready. */
  minutes: number;
  counts: number;
  doesNotCount: number;
  /** How many rows do not count, by reason; a row may have several. */
  reasons: Readonly<Record<string, number>>;
};

export type Judge = (fields: ActivityFields) => { countable: boolean; reasons: readonly string[] };

/** What the strip below the grid says. Rows with nothing typed are to be left out by the caller. */
export function summariseSession(rows: readonly RowToSum[], judge: Judge): SessionSummary {
  const ready = rows.flatMap(({ fields }) => (fields ? [fields] : []));
  const verdicts = ready.map(judge);
  const against = verdicts.filter(({ countable }) => !countable);
  const reasons: Record<string, number> = {};
  for (const reason of against.flatMap((verdict) => verdict.reasons))
    reasons[reason] = (reasons[reason] ?? 0) + 1;
  return {
    rows: rows.length,
    ready: ready.length,
    errors: rows.length - ready.length,
    warnings: rows.filter(({ fields, problems }) => fields && problems.some(isWarning)).length,
    minutes: ready.reduce((sum, { durationMin }) => sum + durationMin, 0),
    counts: verdicts.length - against.length,
    doesNotCount: against.length,
    reasons,
  };
}

function isWarning({ severity }: RowProblem): boolean {
  return severity === 'warning';
}
