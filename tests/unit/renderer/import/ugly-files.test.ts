import { expect, test } from 'vitest';
import { readFile } from '../../../../src/renderer/screens/import/read-file';
import { findHeader } from '../../../../src/shared/rules/find-header';
import { guessColumns } from '../../../../src/shared/rules/guess-columns';
import { readTable } from '../../../../src/shared/rules/read-table';
import { makeRecogniser } from '../../../../src/shared/rules/recognise-cell';
import { fixtureFile, importReference, named } from '../../../support/import-reference';

async function read(name: string) {
  const reading = await readFile(fixtureFile(name));
  if (reading.kind !== 'read') throw new Error(`${name}: ${reading.kind}`);
  const table = reading.source.sheets[0]?.table ?? [];
  const header = findHeader(table);
  const columns = guessColumns(header.headings);
  const { rows, leftOut } = readTable({ table, header, columns }, makeRecogniser(importReference));
  return {
    sheets: reading.source.sheets.length,
    leftOut,
    rows,
    cells: rows.map(({ cells }) => named(cells)),
  };
}

test('Latin-1, with commas, quotes, a code for a name and a name the other way round', async () => {
  const { cells } = await read('latin-1.csv');
  expect(cells).toEqual([
    {
      mentor: 'Reidar Østmarka',
      date: '2026-10-03',
      type: 'Hjelp med høreapparat',
      duration: '30',
      participants: '1',
      note: 'Byttet slange på høreapparatet',
    },
    {
      mentor: 'Sissel Åsbakken',
      date: '2026-10-05',
      type: 'Hjemmebesøk',
      duration: '75',
      participants: '2',
      note: 'Kjørte via Sør-Ås',
    },
    {
      mentor: 'Kjell Tveitås',
      date: '2026-10-09',
      type: 'Samtale og veiledning',
      duration: '45',
      participants: '1',
    },
    {
      mentor: 'Sissel Åsbakken',
      date: '2026-10-12',
      type: 'Fast base, åpen time',
      duration: '120',
      participants: '8',
      note: 'Møtte åtte stk. på kafé',
    },
  ]);
});

test('semicolons, with a title, a byte order mark, decimal commas, a line break in a cell, and a sum', async () => {
  const { cells, leftOut } = await read('semicolons.csv');
  expect(leftOut).toBe(1);
  expect(cells).toEqual([
    {
      mentor: 'Kirsten Rustvoll',
      date: '2026-10-02',
      type: 'Hjemmebesøk',
      duration: '90',
      participants: '1',
      km: '12,5',
      tolls: '35',
      note: 'Besøk hos en som er ny; tar kontakt igjen',
    },
    {
      mentor: 'Rolf Krokmyr',
      date: '2026-10-09',
      type: 'Samtalegruppe',
      duration: '90',
      participants: '7',
      note: 'Sa "takk for i dag"',
    },
    {
      mentor: 'Tone Sagmoen',
      date: '2026-10-12',
      type: 'Telefonsamtale',
      duration: '20',
      participants: '1',
    },
    {
      mentor: 'Kirsten Rustvoll',
      date: '2026-10-16',
      type: 'Hjelp med høreapparat',
      duration: '45',
      participants: '2',
      km: '8',
      tolls: '0',
    },
  ]);
});

test('merged headings over two lines, with hours', async () => {
  const { cells, leftOut } = await read('merged-headers.xlsx');
  expect(leftOut).toBe(1);
  expect(cells).toEqual([
    {
      mentor: 'Kjell Tveitås',
      date: '2026-10-01',
      type: 'Fast base, åpen time',
      duration: '120',
      participants: '9',
      km: '14,5',
    },
    {
      mentor: 'Tone Sagmoen',
      date: '2026-10-06',
      type: 'Hjemmebesøk',
      duration: '75',
      participants: '1',
      km: '22',
      tolls: '48',
    },
    {
      mentor: 'Rolf Krokmyr',
      date: '2026-10-13',
      type: 'Samtalegruppe',
      duration: '90',
      participants: '6',
    },
  ]);
});

test('dates as Excel counts them, with and without a format, and durations as times', async () => {
  const { cells } = await read('serial-dates.xlsx');
  expect(cells.map(({ mentor, date, duration }) => [mentor, date, duration])).toEqual([
    ['Reidar Østmarka', '2026-10-05', '30'],
    ['Kirsten Rustvoll', '2026-10-07', '75'],
    ['Sissel Åsbakken', '2026-10-08', '20'],
    ['Rolf Krokmyr', '2026-10-15', '60'],
  ]);
});

test('formulas: the stored values, an error as its text, and text that looks like a formula as text', async () => {
  const { cells, rows, sheets } = await read('formulas.xlsx');
  expect(sheets).toBe(2);
  expect(cells).toEqual([
    {
      mentor: 'Reidar Østmarka',
      date: '2026-10-19',
      type: 'Hjemmebesøk',
      duration: '90',
      participants: '2',
      km: '12,5',
      note: '=HYPERLINK("http://example.invalid","se her")',
    },
    {
      mentor: 'Tone Sagmoen',
      date: '2026-10-20',
      type: 'Telefonsamtale',
      duration: '30',
      participants: '1',
      note: '@mor hilste',
    },
    {
      mentor: 'Kjell Tveitås',
      date: '2026-10-21',
      type: 'Samtalegruppe',
      duration: '#REF!',
      participants: '5',
    },
  ]);
  expect(rows.map(({ formula }) => formula)).toEqual([true, true, false]);
});

test('sixty rows: all are taken in, and what is wrong in three of them stands as it was written', async () => {
  const { cells } = await read('sixty-rows.csv');
  expect(cells).toHaveLength(60);
  expect(cells[11]?.mentor).toBe('Karianne Ukjentsdatter');
  expect(cells[28]?.duration).toBe('9x');
  expect(cells[47]?.date).toBe('31.02.2026');
  const isKnown = (cell: string, texts: readonly string[]) =>
    cells.filter((row) => texts.includes(row[cell] ?? '')).length;
  const { mentors, types } = importReference;
  expect(
    isKnown(
      'mentor',
      mentors.map(({ displayName }) => displayName),
    ),
  ).toBe(59);
  expect(
    isKnown(
      'type',
      types.map(({ label }) => label.nb),
    ),
  ).toBe(60);
});
