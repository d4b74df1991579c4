import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import readWorkbookFile from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../../src/main/database/open-database';
import type { FilePorts } from '../../../../src/main/files/save-file';
import { exportActivities } from '../../../../src/main/registrations/export-activities';
import { exportSession } from '../../../../src/main/registrations/export-session';
import { exportTrail } from '../../../../src/main/registrations/export-trail';
import { saveReport } from '../../../../src/main/report/save-report';
import { readZipDirectory, unpackEntry } from '../../../../src/renderer/screens/import/read-zip';
import { unguardFormula } from '../../../../src/shared/rules/guard-formula';
import { speechOf } from '../../../../src/shared/rules/words';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';
import {
  contextOver,
  fillReference,
  idOf,
  mentors,
  register,
  today,
  types,
  units,
} from '../figures/figures-fixture';

let store: TestDatabase;
let folder: string;
beforeEach(() => {
  store = makeTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'feltbok-formulas-'));
  fillReference(store.database);
});
afterEach(() => {
  store.remove();
  rmSync(folder, { recursive: true, force: true });
});

const signs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', 'x;=', 'x,=', 'x\t=', 'x"='];
const evil = (sign: string, field: string) => `${sign}cmd|' /C calc'!${field}`;
const batch = idOf(8, 0);
const activity = idOf(4, 0);

/** Everywhere that a person, another program or the server can put a text. */
const textFields = {
  note: (text: string) => run(`UPDATE activities SET note = ?`, text),
  mentor: (text: string) => run('UPDATE peer_mentors SET display_name = ?', text),
  unit: (text: string) => run('UPDATE org_units SET name = ?', text),
  type: (text: string) =>
    run('UPDATE activity_types SET label = ?', JSON.stringify({ nb: text, nn: text, en: text })),
  reason: (text: string) =>
    run('UPDATE activities SET countable = 0, countable_reasons = ?', JSON.stringify([text])),
  mode: (text: string) => run('UPDATE activities SET mode = ?', text),
  setting: (text: string) => run('UPDATE activities SET setting = ?', text),
  organisation: () => {},
  person: () => {},
  actor: (text: string) => forge('actor', text),
  record: (text: string) => forge('record_id', text),
};
type Field = keyof typeof textFields;

const run = (sql: string, ...values: string[]) => store.database.prepare(sql).run(...values);
/** The trail keeps its rows from the app; a file that somebody has changed has no such care. */
function forge(column: string, text: string): void {
  store.database.prepare('DROP TRIGGER IF EXISTS audit_log_keeps_rows').run();
  run(`UPDATE audit_log SET ${column} = ? WHERE number = 1`, text);
}

type Writer = (database: Database, ports: FilePorts, text: string) => Promise<unknown>;
const report: (format: 'csv' | 'xlsx') => Writer = (format) => (database, files, organisation) =>
  saveReport(
    { database, organisation, colour: '#00627a', now: () => Date.parse(`${today}T12:00:00Z`) },
    { year: 2026, unitId: null, format },
    { files, print: async () => new Uint8Array() },
  );
const session: (format: 'csv' | 'xlsx') => Writer = (format) => (database, files) =>
  exportSession(contextOver(database), { id: batch, format }, files);
const ofRegistration: Field[] = ['note', 'mentor', 'unit', 'type', 'reason', 'mode', 'setting'];
const ofReport: Field[] = ['organisation', 'unit', 'type', 'reason'];
const writers: Record<string, { write: Writer; holds: Field[] }> = {
  'registrations.csv': {
    write: (database, files) => exportActivities(contextOver(database), [activity], files),
    holds: ofRegistration,
  },
  'session.csv': { write: session('csv'), holds: ofRegistration },
  'session.xlsx': { write: session('xlsx'), holds: ofRegistration },
  'report.csv': { write: report('csv'), holds: ofReport },
  'report.xlsx': { write: report('xlsx'), holds: ofReport },
  'trail.csv': { write: trail, holds: ['person', 'actor', 'record'] },
};

async function trail(database: Database, files: FilePorts, name: string): Promise<void> {
  const me = { id: idOf(7, 0), name } as Parameters<typeof exportTrail>[1];
  const request = { from: null, to: null, actor: null, format: 'csv' as const };
  for await (const _ of exportTrail(contextOver(database), me, {
    request,
    ports: { files, kept: () => null },
  }));
}

/** One registration, in a session, that is not sent. */
function registerOne(): void {
  const fields = {
    unitId: units[0] ?? '',
    batchId: batch,
    occurredOn: today,
    activityTypeId: types[0]?.id ?? '',
    mode: 'in_person' as const,
    setting: 'home' as const,
    durationMin: 60,
    participantsCount: 1,
    newParticipants: null,
    municipalityCode: null,
    mentors: [{ peerMentorId: mentors[0] ?? '', role: 'responsible' as const }],
    contactId: null,
    travelKm: -1.5,
    tollNok: null,
    outlayNok: null,
    note: '',
  };
  register(store.database, [{ id: activity, fields, sent: false }]);
}

/** The texts of a file as they were before they were kept from being formulas. */
async function cellsOf(file: string): Promise<string[]> {
  if (file.endsWith('.csv')) return parsed(file, ';').map(unguardFormula);
  const sheets = await readWorkbookFile(file);
  return sheets.flatMap(({ data }) => data.flat().map((cell) => String(cell ?? '')));
}

/** What a spreadsheet would reckon with, also one that cuts a text file at other places. */
async function formulasOf(file: string): Promise<string[]> {
  if (file.endsWith('.csv')) return [';', ',', '\t'].flatMap((mark) => parsed(file, mark).filter(isFormula));
  const bytes = readFileSync(file);
  const directory = readZipDirectory(bytes);
  const sheets =
    directory.kind === 'entries'
      ? directory.entries.filter((entry) => entry.name.startsWith('xl/worksheets/sheet'))
      : [];
  expect(sheets).not.toEqual([]);
  const contents = await Promise.all(sheets.map((entry) => unpackEntry(bytes, entry)));
  return contents.flatMap(
    (content) => new TextDecoder().decode(content ?? undefined).match(/<f\b[^>]*>/g) ?? [],
  );
}

function parsed(file: string, delimiter: string): string[] {
  const text = readFileSync(file, 'utf8').replace('\uFEFF', '');
  return Papa.parse<string[]>(text, { delimiter }).data.flat();
}

const isFormula = (cell: string) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-?[\d.,]+$/.test(cell);

describe.each(Object.entries(writers))('%s', (name, { write, holds }) => {
  test.each(holds)('holds a text in %s as text, whatever it begins with', async (field) => {
    registerOne();
    const file = join(folder, name);
    const files = { chooseFile: async () => file, speech: () => speechOf('nb') };
    for (const sign of signs) {
      const text = evil(sign, field);
      textFields[field](text);
      await write(store.database, files, field === 'organisation' || field === 'person' ? text : 'Kari');
      const cells = await cellsOf(file);
      expect([sign, cells.filter((cell) => cell.includes(text.trim()))]).not.toEqual([sign, []]);
      expect([sign, await formulasOf(file)]).toEqual([sign, []]);
    }
  });
});
