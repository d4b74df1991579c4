import type { CellKey, Cells } from '../contracts/drafts';
import type { FoundHeader, ImportTable } from './find-header';
import { looksLikeFormula, unguardFormula } from './guard-formula';
import { type ImportColumn, sumWords } from './import-words';
import { fold } from './rank-choices';
import type { Recognise } from './recognise-cell';

/** One line of the table as a row of the entry session. */
export type ImportedRow = {
  /** Its line in the table, from 1. */
  line: number;
  cells: Cells;
  /** A cell begins as a formula would; it is kept as the text it is. */
  formula: boolean;
};

export type TableReading = {
  rows: ImportedRow[];
  /** Lines left out: those that sum up others, and headings that are repeated. Blank lines are not counted. */
  leftOut: number;
};

export type TableToRead = {
  table: ImportTable;
  header: FoundHeader;
  /** What each column is; null leaves it out. */
  columns: readonly (ImportColumn | null)[];
};

/** The longest text that a row keeps. */
const longestCell = 2000;

/** Reads the lines below the headings; nothing that is not understood is lost. */
export function readTable({ table, header, columns }: TableToRead, recognise: Recognise): TableReading {
  const rows: ImportedRow[] = [];
  let leftOut = 0;
  for (let line = header.firstLine; line < table.length; line += 1) {
    const texts = table[line] ?? [];
    if (texts.every((text) => text.trim() === '')) continue;
    const cells = readCells(texts, columns, recognise);
    if (isSum(texts) || isHeadings(texts, header)) leftOut += 1;
    else if (Object.keys(cells).length > 0)
      rows.push({ line: line + 1, cells, formula: hasFormula(texts, columns) });
  }
  return { rows, leftOut };
}

function readCells(
  texts: readonly string[],
  columns: readonly (ImportColumn | null)[],
  recognise: Recognise,
): Cells {
  const cells: Cells = {};
  for (const [index, column] of columns.entries()) {
    if (!column) continue;
    const text = unguardFormula(texts[index] ?? '').slice(0, longestCell);
    const value = recognise(column, text);
    const key: CellKey = column === 'hours' ? 'duration' : column;
    if (value !== '') cells[key] = value;
  }
  return cells;
}

function hasFormula(texts: readonly string[], columns: readonly (ImportColumn | null)[]): boolean {
  return columns.some(
    (column, index) => column && looksLikeFormula(unguardFormula(texts[index] ?? '').trim()),
  );
}

function isSum(texts: readonly string[]): boolean {
  const first = fold(texts.find((text) => text.trim() !== '') ?? '');
  return sumWords.some((word) => first === word || first.startsWith(`${word} `) || first === `${word}:`);
}

function isHeadings(texts: readonly string[], { line, headings }: FoundHeader): boolean {
  return line !== null && headings.every((heading, column) => heading === (texts[column] ?? '').trim());
}
