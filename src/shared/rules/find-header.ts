import { guessColumns, type OwnLabels } from './guess-columns';

/** Lines and cells of somebody else's table, as text. */
export type ImportTable = readonly (readonly string[])[];

export type FoundHeader = {
  /** The line of the headings, from 0; null when the table has none. */
  line: number | null;
  /** The first line of what is to be read. */
  firstLine: number;
  /** One heading a column, empty where there is none. */
  headings: readonly string[];
};

/** Above the headings there may be a title, an address and an empty line or two. */
const searchedLines = 15;
const fewestKnown = 2;

/**
 * Finds the line with the headings: the one in which most of our columns are known again. Headings that are merged
 * over several columns, with others below them, are read together.
 */
export function findHeader(table: ImportTable, own: OwnLabels = {}): FoundHeader {
  const width = widthOf(table);
  const none: FoundHeader = { line: null, firstLine: 0, headings: blanks(width) };
  let best = { found: none, known: fewestKnown - 1 };
  for (let line = 0; line < Math.min(searchedLines, table.length); line += 1) {
    for (const found of [headerAt(table, line), mergedAt(table, line)]) {
      const known = found ? guessColumns(found.headings, own).filter((column) => column !== null).length : 0;
      if (found && known > best.known) best = { found, known };
    }
  }
  return best.found;
}

/** The headings when they are said to stand in one line. */
export function headerAt(table: ImportTable, line: number): FoundHeader {
  const width = widthOf(table);
  const headings = blanks(width).map((_, column) => (table[line]?.[column] ?? '').trim());
  return { line, firstLine: line + 1, headings };
}

/** Two lines read as one, the lower word first. Null when nothing is merged, or when the second line holds values. */
function mergedAt(table: ImportTable, line: number): FoundHeader | null {
  const { headings: upper } = headerAt(table, line);
  const { headings: lower } = headerAt(table, line + 1);
  const isMerged = upper.some((text, column) => text === '' && lower[column] !== '');
  if (!isMerged || lower.some((text) => /\d/.test(text))) return null;
  const headings = upper.map((text, column) => lower[column] || text);
  return { line, firstLine: line + 2, headings };
}

export function widthOf(table: ImportTable): number {
  return table.reduce((widest, line) => Math.max(widest, line.length), 0);
}

function blanks(width: number): string[] {
  return Array.from({ length: width }, () => '');
}
