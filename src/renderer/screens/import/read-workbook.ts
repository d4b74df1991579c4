import readXlsxFile from 'read-excel-file/universal';
import type { ImportTable } from '../../../shared/rules/find-header';
import { type ImportProblem, type ImportSource, mostColumns, tableProblem } from './import-source';
import { readZipDirectory, storeZip, unpackEntry } from './read-zip';

type WorkbookReading = { kind: 'read'; source: ImportSource } | ImportProblem;

/** Parts of a workbook that are never unpacked: macros, links to other files, pictures and what else holds no cells. */
const needed =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/[^/]+\.xml|xl\/_rels\/[^/]+\.rels|xl\/worksheets\/[^/]+\.xml)$/;
const lastRow = 1_048_576;
const filledCell = /<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)\d+"[^>]*>\s*<(?:\w+:)?(?:f|v|is)\b/g;
const rowNumber = /\br="[A-Z]*(\d+)"/g;

/** Reads the cells of an Excel file (.xlsx, .xlsm) as text: of a formula the value that was stored with it. */
export async function readWorkbook(name: string, file: Uint8Array): Promise<WorkbookReading> {
  const directory = readZipDirectory(file);
  if (directory.kind !== 'entries') return directory;
  if (!directory.entries.some((entry) => entry.name === 'xl/workbook.xml')) return { kind: 'other_format' };
  const files: { name: string; content: Uint8Array }[] = [];
  for (const entry of directory.entries.filter((each) => needed.test(each.name))) {
    const content = await unpackEntry(file, entry);
    if (!content) return { kind: 'damaged' };
    const problem = contentProblem(entry.name, content);
    if (problem) return problem;
    files.push({ name: entry.name, content: withErrorsAsText(entry.name, content) });
  }
  const sheets = await readXlsxFile(storeZip(files)).catch(() => null);
  if (!sheets) return { kind: 'damaged' };
  const tables = sheets.map(({ sheet, data }) => ({ name: sheet, table: toTable(data as unknown[][]) }));
  const filled = tables.filter(({ table }) => tableProblem(table)?.kind !== 'empty');
  const [first] = filled;
  if (!first) return { kind: 'empty' };
  const usable = filled.filter(({ table }) => tableProblem(table) === null);
  if (usable.length === 0) return tableProblem(first.table) ?? { kind: 'empty' };
  return { kind: 'read', source: { name, sheets: usable } };
}

/** Cells in places that no sheet has would fill the memory; definitions of a document's own can do so, too. */
function contentProblem(name: string, content: Uint8Array): ImportProblem | null {
  const text = new TextDecoder().decode(content);
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return { kind: 'unsafe' };
  if (!name.startsWith('xl/worksheets/')) return null;
  for (const [, column = ''] of text.matchAll(filledCell))
    if (columnNumber(column) > mostColumns) return { kind: 'too_wide' };
  for (const [, row = ''] of text.matchAll(rowNumber))
    if (row.length > 7 || Number(row) > lastRow) return { kind: 'unsafe' };
  return null;
}

/** `#REF!` is not nothing: it stays to be seen and mended, where an empty cell would take a usual value. */
function withErrorsAsText(name: string, content: Uint8Array): Uint8Array {
  if (!name.startsWith('xl/worksheets/')) return content;
  const text = new TextDecoder().decode(content);
  return new TextEncoder().encode(text.replace(/(<(?:\w+:)?c\b[^>]*?\bt=")e"/g, '$1str"'));
}

/** A is 1, Z is 26, AA is 27. */
function columnNumber(letters: string): number {
  if (letters.length > 3) return Number.POSITIVE_INFINITY;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function toTable(data: readonly (readonly unknown[])[]): ImportTable {
  return data.map((line) => line.map(cellText));
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return momentText(value);
  if (typeof value === 'number') return String(Math.round(value * 1e10) / 1e10).replace('.', ',');
  if (typeof value === 'boolean') return value ? 'ja' : 'nei';
  return String(value);
}

/** A calendar date; or, where Excel counts a length of time as the first days of its calendar, hours and minutes. */
function momentText(moment: Date): string {
  const minutes = Math.round((moment.getTime() - Date.UTC(1899, 11, 30)) / 60_000);
  const isLength = moment.getUTCFullYear() < 1905;
  if (!isLength) return moment.toISOString().slice(0, 10);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
