import type { Figure } from '../figure';
import { appPull } from './app-pull';
import { cellCommit } from './cell-commit';
import { incrementalPull } from './incremental-pull';
import { initialPull } from './initial-pull';
import { listWindow } from './list-window';
import { longQueue } from './long-queue';
import { overview } from './overview';
import { pullSlope } from './pull-slope';
import { pushQueue } from './push-queue';
import { queries } from './queries';
import { saveRegistrations } from './save-registrations';

export type Bench = {
  /** A folder of its own, removed afterwards. */
  folder: string;
  /** How often to measure; take the median. */
  runs: number;
  /** Activities in the large data sets. */
  size: number;
  /** Tells on stderr how far it has come. */
  say(text: string): void;
};

/**
 * Measures one thing, ours and raw alternately in the same process, and answers one or more figures. The raw
 * program uses plain better-sqlite3 with the same encryption, durability and indexes, and plain http.
 */
export type BenchRow = (bench: Bench) => Promise<Figure[]>;

/** By the name that `--only` takes, in the order in which they are measured. */
export const rows: Record<string, BenchRow> = {
  initial_pull: initialPull,
  incremental_pull: incrementalPull,
  pull_slope: pullSlope,
  queries,
  overview,
  app_pull: appPull,
  list_window: listWindow,
  cell_commit: cellCommit,
  save: saveRegistrations,
  push: pushQueue,
  long_queue: longQueue,
};
