import { storeZip } from '../../src/renderer/screens/import/read-zip';

const headings = ['Navn', 'Dato', 'Type', 'Minutter', 'Antall'];

/** A workbook that is right in every way and has so many filled cells, with headings: reading takes its time. */
export function wideWorkbook(rows: number, columns: number): Buffer {
  const letters = Array.from({ length: columns }, (_, index) => columnName(index));
  const line = (row: number) => {
    const cells = letters.map((letter, index) => {
      const at = `r="${letter}${row}"`;
      const text = row === 1 ? (headings[index] ?? `Kolonne ${index + 1}`) : `tekst ${row}`;
      return `<c ${at} t="inlineStr"><is><t>${text}</t></is></c>`;
    });
    return `<row r="${row}">${cells.join('')}</row>`;
  };
  const sheet = Array.from({ length: rows + 1 }, (_, index) => line(index + 1)).join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const files: Record<string, string> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
  };
  const named = Object.entries(files).map(([name, text]) => ({ name, content: Buffer.from(text) }));
  return Buffer.from(storeZip(named));
}

/** A to Z, AA to ZZ. */
function columnName(index: number): string {
  const letter = (at: number) => String.fromCharCode(65 + at);
  return index < 26 ? letter(index) : letter(Math.floor(index / 26) - 1) + letter(index % 26);
}
