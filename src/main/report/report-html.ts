import type { Language } from '../../shared/contracts/ipc';
import type { CellValue } from '../../shared/rules/csv-cell';
import type { Table, TableColumn, TableRow } from '../files/table';
import type { Report } from './make-report';

/** A page to be printed: `style` is the only one that it may have; nothing in it is run or fetched. */
export type PrintedPage = { html: string; style: string; title: string };

/** The report as a page of tables, every text of it escaped. */
export function reportHtml({ title, facts, notes, tables }: Report, language: Language): PrintedPage {
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head>
<body>
<h1>${escaped(title)}</h1>
<dl>${facts.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>
${notes.map((note, index) => `<p${index === 0 ? ' class="first"' : ''}>${escaped(note)}</p>`).join('\n')}
${tables.map((table) => tableHtml(table, language)).join('\n')}
</body>
</html>`;
  return { html, style, title };
}

function tableHtml({ heading, columns, rows, total }: Table, language: Language): string {
  const line = (cells: TableRow) =>
    cells.map((cell, index) => cellHtml(cell, columns[index], { language, first: index === 0 })).join('');
  return `<section><h2>${escaped(heading)}</h2><table>
<thead><tr>${columns.map(({ label, kind }) => `<th scope="col"${number(kind)}>${escaped(label)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${line(row)}</tr>`).join('\n')}${total ? `<tr class="total">${line(total)}</tr>` : ''}</tbody>
</table></section>`;
}

function cellHtml(
  cell: CellValue,
  column: TableColumn | undefined,
  { language, first }: { language: Language; first: boolean },
): string {
  const text = typeof cell === 'number' ? shownNumber(cell, language, column?.kind) : (cell ?? '');
  if (first) return `<th scope="row">${escaped(text)}</th>`;
  return `<td${number(column?.kind)}>${escaped(text)}</td>`;
}

function number(kind: TableColumn['kind'] | undefined): string {
  return kind === 'text' ? '' : ' class="number"';
}

function shownNumber(value: number, language: Language, kind: TableColumn['kind'] | undefined): string {
  const digits = kind === 'tenths' ? 1 : 0;
  return new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'nb-NO', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const style = `
body { margin: 0; font: 9.5pt/1.4 system-ui, "Helvetica Neue", Arial, sans-serif; color: #1b1f24; }
h1 { margin: 0 0 8pt; font-size: 18pt; line-height: 1.2; }
h2 { margin: 16pt 0 4pt; font-size: 12pt; break-after: avoid; }
dl { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 6pt 16pt; margin: 0 0 10pt; padding: 8pt 10pt; border: 0.75pt solid #b6bcc4; border-radius: 3pt; }
dt { color: #4a525c; font-size: 8pt; }
dd { margin: 0; font-weight: 600; }
p { margin: 0 0 3pt; }
p.first { padding: 5pt 8pt; border-left: 3pt solid #1b1f24; background: #f0f2f4; font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 2.5pt 5pt; border-bottom: 0.5pt solid #d5d9de; text-align: left; font-weight: 400; vertical-align: top; }
thead th { border-bottom: 1pt solid #1b1f24; font-size: 8pt; font-weight: 600; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
.total > * { border-top: 1pt solid #1b1f24; border-bottom: 0; font-weight: 700; }
`;
