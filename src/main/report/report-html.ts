import type { Language } from '../../shared/contracts/ipc';
import type { CellValue } from '../../shared/rules/csv-cell';
import type { Speech } from '../../shared/rules/words';
import type { Table, TableColumn, TableRow } from '../files/table';
import type { Report } from './make-report';

/** A page to be printed: `style` is the only one that it may have; nothing in it is run or fetched. `foot` stands below every page. */
export type PrintedPage = { html: string; style: string; foot: string };

/** The report as a page of tables, every text of it escaped. `colour`: the organisation's, `#rrggbb`. */
export function reportHtml(
  { title, facts, foot, isPreliminary, notes, summary, tables }: Report,
  { speech: { language, say }, colour }: { speech: Speech; colour: string },
): PrintedPage {
  const style = styleOf(colour);
  const [[, organisation = ''] = [], ...others] = facts;
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head>
<body>
<header>
<p class="organisation">${escaped(organisation)}</p>
<h1>${escaped(title)}</h1>${isPreliminary ? `<p class="preliminary">${escaped(say('report.preliminary'))}</p>` : ''}
</header>
<dl class="facts">${others.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>
<div class="notes"${isPreliminary ? ' data-preliminary' : ''}>${notes.map((note) => `<p>${escaped(note)}</p>`).join('')}</div>
<dl class="summary">${summary
    .map(
      ({ label, value }) =>
        `<div><dt>${escaped(label)}</dt><dd>${escaped(shownNumber(value, language, 'whole'))}</dd></div>`,
    )
    .join('')}</dl>
${tables.map((table) => tableHtml(table, language)).join('\n')}
</body>
</html>`;
  return { html, style, foot: escaped(foot) };
}

/** A table of so many rows goes to the next page rather than over two. */
const shortRows = 14;

function tableHtml({ heading, columns, rows, total }: Table, language: Language): string {
  const line = (cells: TableRow) =>
    cells.map((cell, index) => cellHtml(cell, columns[index], { language, first: index === 0 })).join('');
  const short = rows.length <= shortRows ? ' data-short' : '';
  return `<section${short}><h2>${escaped(heading)}</h2><table>
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

function styleOf(colour: string): string {
  return `
* { box-sizing: border-box; }
body { margin: 0; font: 9.5pt/1.4 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1b1f24; }
p, dl, dd { margin: 0; }
header { position: relative; margin-bottom: 10pt; padding-bottom: 8pt; border-bottom: 2.5pt solid ${colour}; }
.organisation { color: ${colour}; font-size: 11pt; font-weight: 700; }
h1 { margin: 1pt 0 0; font-size: 20pt; line-height: 1.15; }
.preliminary { position: absolute; right: 0; bottom: 9pt; padding: 3pt 9pt; border: 1.25pt solid #8a3d00; border-radius: 3pt; color: #8a3d00; font-weight: 700; }
.facts { display: grid; grid-template-columns: repeat(5, auto); justify-content: space-between; gap: 6pt 14pt; }
dt { color: #4a525c; font-size: 8pt; }
.facts dd { font-weight: 600; }
.notes { margin: 8pt 0; padding: 5pt 10pt; border-left: 3pt solid ${colour}; background: #f3f5f7; }
.notes[data-preliminary] { border-color: #8a3d00; background: #fdf3e9; }
.notes p + p { margin-top: 2pt; }
.notes[data-preliminary] p:first-child { font-weight: 700; }
.summary { display: grid; grid-template-columns: repeat(5, 1fr); gap: 8pt; break-inside: avoid; }
.summary div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 5pt 10pt; border: 0.75pt solid #c9ced5; border-radius: 4pt; }
.summary dd { color: ${colour}; font-size: 18pt; font-weight: 700; line-height: 1.2; font-variant-numeric: tabular-nums; }
section { margin-top: 12pt; }
section[data-short] { break-inside: avoid; }
h2 { margin: 0 0 4pt; font-size: 12.5pt; break-after: avoid; }
table { width: 100%; border-collapse: collapse; font-size: 9pt; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 2.25pt 5pt; border-bottom: 0.5pt solid #d5d9de; text-align: left; font-weight: 400; vertical-align: top; }
thead th { border-bottom: 1.25pt solid ${colour}; font-size: 8pt; font-weight: 700; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
thead .number { width: 6%; white-space: normal; }
tbody tr:nth-child(even) { background: #f7f8fa; }
tbody .total { break-before: avoid; background: none; }
.total > * { border-top: 1.25pt solid #1b1f24; border-bottom: 0; font-weight: 700; }
`;
}
