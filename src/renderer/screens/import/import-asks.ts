import type {
  CellKey,
  Cells,
  MeetingAsked,
  SessionHeader,
  StandingMeeting,
} from '../../../shared/contracts/drafts';
import type { OwnLabels } from '../../../shared/rules/guess-columns';
import type { Reference } from '../../stores/reference-store';
import type { RowView } from '../batch/read-session';
import type { GridRow } from '../batch/session-state';
import type { ImportProblem } from './import-source';
import type { Mapping } from './mapping';

/** What is to be read: a file, or a text that was pasted, with its separator where it shows it. */
export type ToRead = File | { text: string; separator?: string };

/** The session that the rows are to stand in. */
export type Surroundings = {
  reference: Reference;
  header: SessionHeader;
  /** The rows that stand in the session already: a row may be a double of one of them. */
  standing: readonly GridRow[];
  /** What the columns are called here. */
  labels: OwnLabels;
};

/** Which sheet, and how it is read: as it suggests itself, with its headings in that line, or just so. */
export type Way = { sheet: number } & (
  | { kind: 'suggested' }
  | { kind: 'headings'; line: number | null }
  | { kind: 'mapped'; mapping: Mapping }
);

/** A table that was checked, without its rows. */
export type Checked = {
  sheet: number;
  mapping: Mapping;
  /** How the first lines begin, for whoever says in which of them the headings stand. */
  lines: readonly string[];
  /** The columns in which something stands. */
  used: readonly number[];
  /** The mentors' days that rows without errors are about, each once. */
  days: readonly MeetingAsked[];
  /** Lines that sum up others, and headings that are repeated. */
  leftOut: number;
  /** Required columns that neither the table nor the header of the session fills. */
  missing: readonly CellKey[];
};

/** Which rows are shown, and whether those that seem to be registered already stay away. */
export type Choice = { only: 'all' | 'errors' | 'registered'; most: number; without: boolean };

export type PreviewRow = {
  line: number;
  view: RowView;
  /** The number of the row that it looks like; null when it looks like none of the session. */
  twin: number | null;
  formula: boolean;
  /** What stands in the line, a text a column. */
  texts: readonly string[];
};

/** What comes of the rows, and the first of those that are shown. */
export type Outcome = {
  rows: readonly PreviewRow[];
  /** How many rows there are to show. */
  shown: number;
  /** Rows of the table. */
  count: number;
  /** Rows that come in, and those of them without errors. */
  taken: number;
  ready: number;
  errors: number;
  /** Rows that look like a registration that stands already. */
  registered: number;
  formulas: number;
  tooMany: boolean;
};

/** What the page asks of the thread that holds the table, each with its answer. */
type Asks = {
  /** A table stays in the thread, whatever its size; the page knows its sheets by name. */
  read: [ToRead, { kind: 'read'; sheets: readonly string[] } | ImportProblem];
  /** Null when something newer was asked before it was done. */
  check: [{ way: Way; at: Surroundings }, Checked | null];
  /** The registrations that stand on the days of what was checked last. */
  compare: [readonly StandingMeeting[], null];
  show: [Choice, Outcome];
  take: [Pick<Choice, 'without'>, readonly Cells[]];
};
export type AskName = keyof Asks;
export type Input<Name extends AskName> = Asks[Name][0];
export type Answer<Name extends AskName> = Asks[Name][1];

/** Lines that are checked, of all. */
export type Progress = { done: number; of: number };

export type ToThread = { [Name in AskName]: { id: number; name: Name; input: Input<Name> } }[AskName];
export type FromThread =
  | { id: number; kind: 'progress'; progress: Progress }
  | { id: number; kind: 'answer'; answer: Answer<AskName> }
  | { id: number; kind: 'failed' };
