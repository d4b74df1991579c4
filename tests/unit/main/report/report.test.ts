import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrganisation } from '../../../../src/main/boot/read-organisation';
import { readReportFigures } from '../../../../src/main/figures/read-report-figures';
import type { FilePorts } from '../../../../src/main/files/save-file';
import { makeReport } from '../../../../src/main/report/make-report';
import type { PrintedPage } from '../../../../src/main/report/report-html';
import { type ReportPorts, saveReport } from '../../../../src/main/report/save-report';
import type { Language } from '../../../../src/shared/contracts/ipc';
import type { ReportRequest } from '../../../../src/shared/contracts/overview';
import { speechOf } from '../../../../src/shared/rules/words';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';
import { anyRegistrations, fillReference, type Made, register, today } from '../figures/figures-fixture';

const madeAt = Date.parse('2026-11-21T13:37:00Z');
const resources = join(import.meta.dirname, '../../../../resources');
let store: TestDatabase;
let asked: string[];
let printed: PrintedPage[];
beforeEach(() => {
  store = makeTestDatabase();
  asked = [];
  printed = [];
  fillReference(store.database);
});
afterEach(() => store.remove());

/** The same each time; half a year of them lies in 2026, some of it not sent. */
function fill(): Made[] {
  const [made = []] = fc.sample(
    anyRegistrations.filter(({ length }) => length > 30),
    { seed: 11, numRuns: 1 },
  );
  register(store.database, made);
  return made;
}

function ports(
  language: Language = 'nb',
  { chooseFile, print }: Partial<FilePorts & ReportPorts> = {},
): ReportPorts {
  return {
    files: {
      chooseFile:
        chooseFile ??
        (async (name) => {
          asked.push(name);
          return join(store.folder, name);
        }),
      speech: () => speechOf(language),
    },
    print:
      print ??
      (async (page) => {
        printed.push(page);
        return Buffer.from('%PDF-');
      }),
  };
}

const of = () => ({
  database: store.database,
  organisation: '+Demo;Hørsel',
  colour: '#00627a',
  now: () => madeAt,
});
const request = (format: ReportRequest['format']): ReportRequest => ({ year: 2026, unitId: null, format });
const figures = () => readReportFigures(store.database, { year: 2026, unitId: null }, today);

test('writes a CSV that Norwegian Excel reads: what it is of, what is not sent, and the figures', async () => {
  fill();
  expect(await saveReport(of(), request('csv'), ports())).toEqual({ kind: 'saved' });
  const file = join(store.folder, 'feltbok-rapport-2026.csv');
  expect(asked).toEqual(['feltbok-rapport-2026.csv']);
  expect(statSync(file).mode & 0o077).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith('\uFEFFLikepersonsarbeid 2026\r\n')).toBe(true);
  const { data } = Papa.parse<string[]>(text.slice(1), { delimiter: ';' });
  const { unsent, total, unitTypes } = figures();
  expect(unsent.registrations).toBeGreaterThan(1);
  expect(data.slice(0, 8)).toEqual([
    ['Likepersonsarbeid 2026'],
    ['Organisasjon', "'+Demo;Hørsel"],
    ['Lag/enhet', 'Alle i koordinatorens område'],
    ['Periode', '01.01.2026 – 21.11.2026'],
    ['Laget', '21.11.2026 kl. 14.37'],
    ['Sist hentet fra serveren', '–'],
    ['Regelversjon', '3'],
    [`${unsent.registrations} registreringer i denne rapporten er ikke sendt ennå.`],
  ]);
  const start = data.findIndex(([first]) => first === 'Lag og typer');
  const lines = data.slice(start + 2, start + 2 + unitTypes.length);
  expect(lines.map((line) => line.map((cell) => cell.replace(',', '.')))).toEqual(
    unitTypes.map(({ unitName, label, registrations, counted, minutes, participants, mentors }) => [
      unitName.replace(/^=/, "'="),
      label.nb,
      expect.any(String),
      String(registrations),
      String(counted),
      String(registrations - counted),
      String(Math.round((minutes / 60) * 100) / 100),
      expect.any(String),
      String(participants),
      String(mentors),
    ]),
  );
  // A name that a spreadsheet would run is text.
  expect(lines.some(([unit]) => unit?.startsWith("'=HYPERLINK("))).toBe(true);
  expect(data[start + 2 + unitTypes.length]?.slice(0, 4)).toEqual([
    'I alt',
    '',
    '',
    String(total.registrations),
  ]);
});

test('writes a workbook with the same figures, and no formula', async () => {
  fill();
  expect(await saveReport(of(), request('xlsx'), ports())).toEqual({ kind: 'saved' });
  const file = join(store.folder, 'feltbok-rapport-2026.xlsx');
  const { unsent, unitTypes, categories, reasons } = figures();
  const front = (await readSheet(file, 1)).flat();
  expect(front).toContain(`${unsent.registrations} registreringer i denne rapporten er ikke sendt ennå.`);
  expect(front).toContain('+Demo;Hørsel');
  const units = await readSheet(file, 'Lag og typer');
  expect(units.slice(1, -1).map((row) => [row[0], row[1], row[3], row[9]])).toEqual(
    unitTypes.map(({ unitName, label, registrations, mentors }) => [
      unitName,
      label.nb,
      registrations,
      mentors,
    ]),
  );
  expect(units.at(-1)?.slice(3, 5)).toEqual([figures().total.registrations, figures().total.counted]);
  expect(await readSheet(file, 'Tilskuddskategorier')).toHaveLength(categories.length + 2);
  expect(await readSheet(file, 'Teller ikke, og hvorfor')).toHaveLength(reasons.length + 2);
});

test('prints a page that runs nothing, with every name escaped', async () => {
  fill();
  store.database.write(() =>
    store.database
      .prepare(`UPDATE org_units SET name = '<script>alert(1)</script>&"' WHERE kind = 'local'`)
      .run(),
  );
  expect(await saveReport(of(), request('pdf'), ports('nn'))).toEqual({ kind: 'saved' });
  const [{ html = '', style = '', foot = '' } = {}] = printed;
  expect(html).toContain('<html lang="nn">');
  expect(html).toContain(`<style>${style}</style>`);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;');
  expect(html).toContain('Førebels tal');
  expect(foot).toBe('+Demo;Hørsel · Likepersonsarbeid 2026 · 21.11.2026 kl. 14.37 · Førebels tal');
  expect(html).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|javascript:|url\(/i);
  expect(html).toContain(
    `${figures().unsent.registrations} registreringar i denne rapporten er ikkje sende enno.`,
  );
  expect(readFileSync(join(store.folder, 'feltbok-rapport-2026.pdf'), 'utf8')).toBe('%PDF-');
});

test('tells month by month what was registered, and how much of it is not sent', async () => {
  const made = fill();
  const { months, total, unsent } = figures();
  expect(months.map(({ month }) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  for (const { month, registrations, minutes, mentors, unsent } of months) {
    const start = `2026-${String(month).padStart(2, '0')}-`;
    const here = made.filter(({ fields }) => fields.occurredOn.startsWith(start));
    expect(registrations).toBe(here.length);
    expect(minutes).toBe(here.reduce((sum, { fields }) => sum + fields.durationMin, 0));
    expect(unsent).toBe(here.filter(({ sent }) => !sent).length);
    const people = here.flatMap(({ fields }) => fields.mentors.map(({ peerMentorId }) => peerMentorId));
    expect(mentors).toBe(new Set(people).size);
  }
  expect(await saveReport(of(), request('xlsx'), ports('nn'))).toEqual({ kind: 'saved' });
  const sheet = await readSheet(join(store.folder, 'feltbok-rapport-2026.xlsx'), 'Månad for månad');
  expect(sheet.slice(1).map(([name]) => name)).toEqual([
    ...['Januar', 'Februar', 'Mars', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober'],
    ...['November', 'I alt'],
  ]);
  expect(sheet.at(-1)?.slice(1, 3)).toEqual([total.registrations, total.counted]);
  expect(sheet.at(-1)?.at(-1)).toBe(unsent.registrations);
});

test.each([
  ['nb', 'Hørselshjelpere', 'En hørselshjelper telles'],
  ['nn', 'Høyrselshjelparar', 'Ein høyrselshjelpar blir talt'],
  ['en', 'Hearing helpers', 'A hearing helper is counted'],
] as const)('calls its people what the organisation calls them (%s)', async (language, column, note) => {
  fill();
  const { wording } = readOrganisation(resources, 'demo-horsel');
  const own = ports();
  const files = { ...own.files, speech: () => speechOf(language, wording) };
  for (const format of ['csv', 'pdf', 'xlsx'] as const)
    await saveReport(of(), request(format), { ...own, files });
  const text = readFileSync(join(store.folder, asked[0] ?? ''), 'utf8');
  const page = printed[0]?.html ?? '';
  for (const said of [text, page]) {
    expect(said).toContain(column);
    expect(said).toContain(note);
    expect(said).not.toMatch(/likepersone?r|likepersonar|peer mentors/i);
  }
  const sheet = await readSheet(join(store.folder, asked[2] ?? ''), 2);
  expect(sheet[0]?.at(-1)).toBe(column);
});

test('holds nothing about a person in any language', () => {
  fill();
  for (const language of ['nb', 'nn', 'en'] as const)
    expect(
      JSON.stringify(makeReport(figures(), { organisation: 'Demo', madeAt, speech: speechOf(language) })),
    ).not.toMatch(/Likeperson [A-F]|019a/);
});

test('says that all is sent only when it is, and that not all has been fetched', () => {
  const [made = []] = fc.sample(
    anyRegistrations.filter(({ length }) => length > 20),
    { seed: 5, numRuns: 1 },
  );
  register(
    store.database,
    made.map((each) => ({ ...each, sent: true })),
  );
  const notes = () => makeReport(figures(), { organisation: 'Demo', madeAt, speech: speechOf('nb') }).notes;
  expect(notes()).toEqual([
    'Alt i denne rapporten er sendt.',
    'Alt er ikke hentet ned til denne maskinen ennå. Tallene kan være for lave.',
    expect.stringContaining('bare antall'),
  ]);
});

test('leaves no file when the person cancels, nor half of one when it cannot be made', async () => {
  fill();
  const before = readdirSync(store.folder);
  expect(await saveReport(of(), request('csv'), ports('nb', { chooseFile: async () => null }))).toEqual({
    kind: 'cancelled',
  });
  const nowhere = { chooseFile: async (name: string) => join(store.folder, 'nowhere', name) };
  expect(await saveReport(of(), request('xlsx'), ports('nb', nowhere))).toEqual({
    kind: 'failed',
    why: 'folder_gone',
  });
  const jammed = { print: () => Promise.reject(new Error('no printer')) };
  await expect(saveReport(of(), request('pdf'), ports('nb', jammed))).rejects.toThrow('no printer');
  expect(readdirSync(store.folder)).toEqual(before);
  expect(existsSync(join(store.folder, 'nowhere'))).toBe(false);
});
