import { findHeader, headerAt, type ImportTable } from '../../../shared/rules/find-header';
import { guessColumns, type OwnLabels } from '../../../shared/rules/guess-columns';
import { guessContents } from '../../../shared/rules/guess-contents';
import { headerWords, type ImportColumn } from '../../../shared/rules/import-words';
import type { Recognising } from '../../../shared/rules/recognise-cell';

export const importColumns = Object.keys(headerWords) as ImportColumn[];

/** How a table is read: the line of its headings (from 0; null for none), where it begins, and what each column is. */
export type Mapping = {
  headerLine: number | null;
  firstLine: number;
  headings: readonly string[];
  columns: (ImportColumn | null)[];
};

/** The mapping that a table suggests; with the line of the headings when somebody has said it. */
export function suggestMapping(
  table: ImportTable,
  own: OwnLabels,
  { at, line }: { at: Recognising; line?: number | null },
): Mapping {
  const header =
    line === undefined
      ? findHeader(table, own)
      : line === null
        ? withoutHeader(table)
        : headerAt(table, line);
  const columns = header.line === null ? guessContents(table, at) : guessColumns(header.headings, own);
  return { headerLine: header.line, firstLine: header.firstLine, headings: header.headings, columns };
}

function withoutHeader(table: ImportTable) {
  return { ...headerAt(table, -1), line: null, firstLine: 0 };
}

/** The mapping with another meaning of one column; a meaning that another column had is taken from it. */
export function withColumn(mapping: Mapping, index: number, column: ImportColumn | null): Mapping {
  const clashes = (other: ImportColumn | null) =>
    other !== null && (other === column || (isDuration(other) && column !== null && isDuration(column)));
  const columns = mapping.columns.map((other, at) => (at === index ? column : clashes(other) ? null : other));
  return { ...mapping, columns };
}

function isDuration(column: ImportColumn): boolean {
  return column === 'duration' || column === 'hours';
}
