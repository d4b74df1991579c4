import type { Random } from '../../server/seed/random';

/** What a class of faults came to. Every figure but `tries` must be 0. */
export type FaultFigures = {
  /** Faults that were really made. */
  tries: number;
  /** Saved and told so, but neither on the server nor shown as waiting. */
  lost: number;
  /** Had their effect more than once. */
  duplicated: number;
  /** Files, mirrors or states that are not what they must be. */
  corrupt: number;
  /** More that must be 0, by name. */
  others?: Record<string, number>;
  /** What the figures are worth: how many saves were made, say. */
  note?: string;
};

export type FaultOptions = {
  /** How many tries to make of a full run's: at least one, scaled by `--tries`. */
  scaled(full: number): number;
  /** The same in every run unless `--seed` is given. */
  random: Random;
  /** Told on stderr. */
  progress(done: number, total: number): void;
};

/** One row of the table of faults: a fault, made many times, and what it cost. */
export type FaultClass = {
  /** `F13`. */
  id: string;
  title: string;
  /** Programs of the system without which it cannot run. */
  needs?: readonly string[];
} & ({ run(options: FaultOptions): Promise<FaultFigures> } | { cannotRunHere: string });
