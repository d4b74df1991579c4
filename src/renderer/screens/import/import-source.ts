import type { ImportTable } from '../../../shared/rules/find-header';

/** What rows are taken from: a file, or what was pasted. A text file has one sheet, without a name. */
export type ImportSource = {
  /** Empty for what was pasted. */
  name: string;
  sheets: readonly { name: string; table: ImportTable }[];
};

/** Why nothing can be taken from it; each has a sentence under `import:problem`. */
export type ImportProblem =
  | { kind: 'empty' | 'too_large' | 'too_wide' | 'too_many_rows' }
  /** Packed so that it would not fit in the memory, or made to mislead whoever reads it. */
  | { kind: 'unsafe' }
  | { kind: 'encrypted' | 'old_excel' | 'other_format' | 'damaged' }
  /** It could be read, perhaps, but not in the time that anybody waits. */
  | { kind: 'too_slow' }
  /** A quotation mark is never closed; the line, from 1. */
  | { kind: 'open_quote'; line: number };

export type ImportReading = { kind: 'read'; source: ImportSource } | ImportProblem;

/** Rows that one session takes at a time. */
export const mostRows = 5000;
/** Titles, headings and sums come on top. */
export const mostLines = mostRows + 20;
export const mostColumns = 200;
/** Bytes of a file, and of what is packed in it. */
export const mostBytes = 50 * 1024 * 1024;

/** Whether a table can be shown and stored; null when it can. */
export function tableProblem(table: ImportTable): ImportProblem | null {
  const filled = table.filter((line) => line.some((text) => text.trim() !== ''));
  if (filled.length === 0) return { kind: 'empty' };
  if (filled.length > mostLines) return { kind: 'too_many_rows' };
  return table.some((line) => line.length > mostColumns) ? { kind: 'too_wide' } : null;
}
