import { backOff } from '../../shared/rules/back-off';
import type { StreamEnd } from './read-pokes';

/** A stream that stood for less was none: what ended it would end the next one too. */
const stoodMs = 60_000;
/** Of 200 computers whose server went away at one moment hardly ever more than ten come in the same second. */
const firstMs = 40_000;
/** Streams that are to be renewed do not end together. */
const renewMs = 2000;

export type Tries = {
  /** Streams in a row that could not be opened or did not stand. */
  failures: number;
  /** How long to wait for the next (ms). */
  waitMs: number;
};

/** When to open a stream again. `lastedMs`: how long the one before stood; `fraction`: at least 0, below 1. */
export function nextTry(
  before: number,
  { end, lastedMs }: { end: StreamEnd | 'refused'; lastedMs: number },
  fraction: number,
): Tries {
  const stood = lastedMs >= stoodMs && end !== 'not_understood';
  if (stood && end === 'renew') return { failures: 0, waitMs: Math.round(renewMs * fraction) };
  const failures = stood ? 1 : before + 1;
  const waitMs = failures === 1 ? Math.round(firstMs * fraction) : backOff(failures, fraction);
  return { failures, waitMs };
}
