import Papa from 'papaparse';
import { type ImportProblem, type ImportSource, mostLines, tableProblem } from './import-source';

/** What cells are separated by; among equals the first is taken. */
const separators = ['\t', ';', ',', '|'];
const sampledLines = 50;

type TextReading = { kind: 'read'; source: ImportSource } | ImportProblem;

/** Reads separated text. `separator` is found out when it is not given. */
export function readText(name: string, content: string, separator?: string): TextReading {
  const text = content.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  // Excel says it itself in such a first line.
  const [, said, rest] = /^"?sep=(.)"?\n([\s\S]*)$/i.exec(text) ?? [];
  const body = rest ?? text;
  const delimiter = separator ?? said ?? findSeparator(body);
  const { data, errors } = parse(body, delimiter, mostLines + 2);
  const open = errors.find(({ code }) => code === 'MissingQuotes');
  // A pasted cell may begin with a quotation mark that means nothing.
  const table = open && separator ? parse(body, delimiter, mostLines + 2, '\0').data : data;
  if (open && !separator) return { kind: 'open_quote', line: (open.row ?? 0) + 1 };
  return tableProblem(table) ?? { kind: 'read', source: { name, sheets: [{ name: '', table }] } };
}

function parse(text: string, delimiter: string, preview: number, quoteChar = '"') {
  return Papa.parse<string[]>(text, { delimiter, newline: '\n', preview, quoteChar });
}

/** The separator by which most lines have the same number of cells, more than one. */
function findSeparator(text: string): string {
  const scored = separators.map((separator) => {
    const { data } = parse(text, separator, sampledLines);
    const widths = data.filter((line) => line.length > 1).map((line) => line.length);
    const alike = Math.max(0, ...widths.map((width) => widths.filter((other) => other === width).length));
    return { separator, score: alike + Math.max(0, ...widths) / 1000 };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.separator : ';';
}
