import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readFile } from '../../../../src/renderer/screens/import/read-file';
import { storeZip } from '../../../../src/renderer/screens/import/read-zip';
import { fixtureFile } from '../../../support/import-reference';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const fileOf = (...parts: BlobPart[]) => new File(parts, 'x');
const kindOf = async (file: File) => (await readFile(file)).kind;

async function tableOf(...parts: BlobPart[]) {
  const reading = await readFile(fileOf(...parts));
  return reading.kind === 'read' ? reading.source.sheets[0]?.table : reading;
}

/** A workbook with one sheet; `more` are further files in it. */
function workbook(sheetData: string, more: { name: string; content: Uint8Array }[] = []): File {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const relation = (id: string, type: string, target: string) =>
    `<Relationships xmlns="${packages}"><Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/></Relationships>`;
  const files: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relation('r1', 'officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns:r="${relations}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relation('r1', 'worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
  };
  const packed = Object.entries(files).map(([name, content]) => ({ name, content: bytesOf(content) }));
  return fileOf(storeZip([...packed, ...more]));
}
const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;

test('text: empty, in UTF-16 with and without a mark, with lone carriage returns, zeros and mixed line ends', async () => {
  expect(await kindOf(fileOf(''))).toBe('empty');
  expect(await kindOf(fileOf(' \n;;\n'))).toBe('empty');
  const wide = Buffer.from('Dato;Navn\n1.2;Åse', 'utf16le');
  const rows = [
    ['Dato', 'Navn'],
    ['1.2', 'Åse'],
  ];
  expect(await tableOf(new Uint8Array([0xff, 0xfe]), wide)).toEqual(rows);
  expect(await tableOf(wide)).toEqual(rows);
  expect(await tableOf(Buffer.from(wide).swap16())).toEqual(rows);
  expect(await tableOf('Dato;Navn\r1.2;Åse')).toEqual(rows);
  expect(await tableOf('Da\0to;Navn\r\n1.2;Åse')).toEqual(rows);
  expect(await tableOf('sep=,\nDato,Navn\n1.2,Åse')).toEqual(rows);
});

test('text: a quotation mark that is never closed is told with its line', async () => {
  expect(await readFile(fileOf('a;b\nc;d\n"e;f\ng;h'))).toEqual({ kind: 'open_quote', line: 3 });
});

test('too much: columns, rows and bytes', async () => {
  expect(await kindOf(fileOf(`a${';'.repeat(1_000_000)}`))).toBe('too_wide');
  expect(await kindOf(fileOf('a;b\n'.repeat(6000)))).toBe('too_many_rows');
  expect(await kindOf(fileOf(new Uint8Array(50 * 1024 * 1024 + 1)))).toBe('too_large');
});

test('other formats are named', async () => {
  const old = [0xd0, 0xcf, 0x11, 0xe0];
  expect(await kindOf(fileOf(new Uint8Array(old), new Uint8Array(600)))).toBe('old_excel');
  const hidden = Buffer.from('EncryptedPackage', 'utf16le');
  expect(await kindOf(fileOf(new Uint8Array([...old, 0, 0, 0, 0]), hidden))).toBe('encrypted');
  expect(await kindOf(fileOf('%PDF-1.7'))).toBe('other_format');
  expect(await kindOf(fileOf(storeZip([{ name: 'content.xml', content: bytesOf('<a/>') }])))).toBe(
    'other_format',
  );
});

test('a workbook is read whatever else is packed in it', async () => {
  const beside = [
    { name: '../../outside.xml', content: bytesOf('<a/>') },
    { name: 'xl/vbaProject.bin', content: bytesOf('macro') },
    { name: 'xl/externalLinks/externalLink1.xml', content: bytesOf('<!DOCTYPE a><a/>') },
  ];
  const reading = await readFile(workbook(`<row r="1">${cell('A1', 'Dato')}</row>`, beside));
  expect(reading).toMatchObject({ source: { sheets: [{ name: 'A', table: [['Dato']] }] } });
});

test('a workbook: too many files, entities, cells in places that no sheet has', async () => {
  const none = new Uint8Array();
  const many = Array.from({ length: 10_001 }, (_, number) => ({ name: `f${number}`, content: none }));
  expect(await kindOf(workbook('', many))).toBe('unsafe');
  const entity = { name: 'xl/styles.xml', content: bytesOf('<!DOCTYPE s [<!ENTITY a "b">]><s>&a;</s>') };
  expect(await kindOf(workbook('', [entity]))).toBe('unsafe');
  expect(await kindOf(workbook(`<row r="1">${cell('XFD1', 'x')}</row>`))).toBe('too_wide');
  expect(await kindOf(workbook(`<row r="1">${cell('ZZZZZZ1', 'x')}</row>`))).toBe('too_wide');
  expect(await kindOf(workbook(`<row r="99999999">${cell('A99999999', 'x')}</row>`))).toBe('unsafe');
});

test('a workbook that says it is small and is not, or that is packed a hundredfold, is not unpacked', async () => {
  const packed = deflateRawSync(Buffer.alloc(30 * 1024 * 1024));
  expect(await kindOf(fileOf(bomb({ packed, saysBytes: 30 * 1024 * 1024 })))).toBe('unsafe');
  expect(await kindOf(fileOf(bomb({ packed, saysBytes: 1000 })))).toBe('damaged');
});

test('a cut workbook and one with a password on its parts are told apart', async () => {
  const whole = new Uint8Array(await fixtureFile('formulas.xlsx').arrayBuffer());
  expect(await kindOf(fileOf(whole.slice(0, 1500)))).toBe('damaged');
  const locked = whole.slice();
  const directory = Buffer.from(locked).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  locked[directory + 8] = 1;
  expect(await kindOf(fileOf(locked))).toBe('encrypted');
});

/** The one packed file is the workbook itself; a stored ZIP file whose method and sizes are written over. */
function bomb({ packed, saysBytes }: { packed: Uint8Array; saysBytes: number }): Uint8Array<ArrayBuffer> {
  const zip = new Uint8Array(storeZip([{ name: 'xl/workbook.xml', content: packed }]));
  const directory = Buffer.from(zip.buffer).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const view = new DataView(zip.buffer);
  view.setUint16(directory + 10, 8, true);
  view.setUint32(directory + 24, saysBytes, true);
  return zip;
}
