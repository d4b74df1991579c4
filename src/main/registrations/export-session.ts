import type { Activity } from '../../shared/contracts/activity';
import type { Language } from '../../shared/contracts/ipc';
import type { SavedFile } from '../../shared/contracts/saved-file';
import type { SessionFormat } from '../../shared/contracts/sessions';
import { csvLine } from '../../shared/rules/csv-cell';
import { isoDay } from '../../shared/rules/format-time';
import { wordOf } from '../../shared/rules/words';
import { readRecord } from '../database/records';
import { type FilePorts, saveFile } from '../files/save-file';
import type { Context } from './context';
import { openPastSession } from './list-sessions';

const columns = [
  'date',
  'mentors',
  'type',
  'mode',
  'minutes',
  'participants',
  'setting',
  'unit',
  'counts',
  'km',
  'tolls',
  'outlay',
  'note',
  'state',
] as const;
type Value = string | number | null;
type Line = Record<(typeof columns)[number], Value>;

/** Writes the registrations of a session to a file that the person chooses. Nothing in it is a formula. */
export async function exportSession(
  context: Context,
  { id, format }: { id: string; format: SessionFormat },
  ports: FilePorts,
): Promise<SavedFile> {
  const language = ports.language();
  return saveFile(ports, `feltbok-${isoDay(context.now())}.${format}`, async (write) => {
    const lines = linesOf(context, id, language);
    await write(format === 'csv' ? csvOf(lines, language) : await workbookOf(lines, language));
  });
}

function linesOf(context: Context, id: string, language: Language): Line[] {
  return openPastSession(context, id).lines.map((line) => {
    const activity = readRecord(context.database, 'activities', line.id) as unknown as Activity;
    return {
      date: line.occurredOn,
      mentors: line.mentorNames.join(', '),
      type: line.typeLabel[language],
      mode: wordOf(language, 'session_file', activity.mode),
      minutes: line.durationMin,
      participants: line.participantsCount,
      setting: activity.setting && wordOf(language, 'session_file', `at_${activity.setting}`),
      unit: line.unitName,
      counts: wordOf(language, 'session_file', line.countable ? 'yes' : 'no'),
      km: activity.travelKm,
      tolls: activity.tollNok,
      outlay: activity.outlayNok,
      note: activity.note,
      state: wordOf(language, 'session_file', line.state),
    };
  });
}

/** For Norwegian Excel: a byte order mark, semicolons and decimal commas. */
function csvOf(lines: readonly Line[], language: Language): string {
  const heading = columns.map((column) => wordOf(language, 'session_file', column));
  const text = (value: Value) =>
    typeof value === 'number' && language !== 'en' ? String(value).replace('.', ',') : (value ?? '');
  return `\uFEFF${csvLine(heading)}${lines
    .map((line) => csvLine(columns.map((column) => text(line[column]))))
    .join('')}`;
}

/** Each cell says its type, so that a text is never reckoned with, whatever it begins with. */
async function workbookOf(lines: readonly Line[], language: Language): Promise<Buffer> {
  // Loaded when it is needed: a start has no use for it.
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const heading = columns.map((column) => ({
    type: String,
    value: wordOf(language, 'session_file', column),
    fontWeight: 'bold' as const,
  }));
  const rows = lines.map((line) =>
    columns.map((column) => {
      const value = line[column];
      if (value === null || value === '') return null;
      return typeof value === 'number' ? { type: Number, value } : { type: String, value };
    }),
  );
  const widths = columns.map((column) => ({ width: column === 'note' || column === 'mentors' ? 32 : 16 }));
  return writeXlsxFile([heading, ...rows], { columns: widths, stickyRowsCount: 1 }).toBuffer();
}
