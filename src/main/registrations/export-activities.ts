import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Activity } from '../../shared/contracts/activity';
import type { ExportResult } from '../../shared/contracts/activity-list';
import type { Language } from '../../shared/contracts/ipc';
import { csvLine } from '../../shared/rules/csv-cell';
import { isoDay } from '../../shared/rules/format-time';
import { wordOf, words } from '../../shared/rules/words';
import { readRecord } from '../database/records';
import { type FilePorts, saveFile, type WritePiece } from '../files/save-file';
import type { Context } from './context';
import { type Reference, readReference } from './read-reference';
import { recordState } from './record-state';

/** Records written between two turns of the event loop: a few milliseconds of work. */
const slice = 100;

/** The columns that a spreadsheet gets, by the names of the trail's fields. */
const columns = [
  'occurredOn',
  'mentors',
  'activityTypeId',
  'unitId',
  'mode',
  'setting',
  'durationMin',
  'participantsCount',
  'newParticipants',
  'travelKm',
  'tollNok',
  'outlayNok',
] as const;

/**
 * Writes the chosen registrations in the order given to a file that the person chooses. What has gone meanwhile is left
 * out, and not counted.
 */
export async function exportActivities(
  context: Context,
  ids: string[],
  ports: FilePorts,
): Promise<ExportResult> {
  const language = ports.language();
  const name = `feltbok-${words(language, 'list.file')}-${isoDay(context.now())}.csv`;
  const saved = await saveFile(ports, name, (write) => writeRows(context, ids, { write, language }));
  return saved.kind === 'saved' ? { kind: 'saved', rows: saved.value } : saved;
}

async function writeRows(
  context: Context,
  ids: string[],
  { write, language }: { write: WritePiece; language: Language },
): Promise<number> {
  const lineOf = activityLines(context, language);
  let rows = 0;
  // A byte order mark, for Norwegian Excel.
  await write(`\uFEFF${headings(language)}`);
  for (let start = 0; start < ids.length; start += slice) {
    const lines = ids.slice(start, start + slice).flatMap((id) => lineOf(id) ?? []);
    await write(lines.join(''));
    rows += lines.length;
    await nextTurn();
  }
  return rows;
}

function headings(language: Language): string {
  return csvLine([
    ...columns.map((column) => wordOf(language, 'trail_field', column)),
    words(language, 'list.countable'),
    words(language, 'list.reasons'),
    wordOf(language, 'trail_field', 'note'),
    words(language, 'list.state'),
  ]);
}

/** Makes the line of one registration by its id; null when it is not there. */
function activityLines(context: Context, language: Language): (id: string) => string | null {
  const reference = readReference(context);
  const yesNo = (value: boolean | null) =>
    value === null ? '' : words(language, value ? 'list.yes' : 'list.no');
  const named = nameOf(reference, language);
  return (id) => {
    const activity = readRecord(context.database, 'activities', id) as Activity | null;
    if (!activity) return null;
    return csvLine([
      activity.occurredOn,
      activity.mentors.map(({ peerMentorId }) => named.mentors.get(peerMentorId) ?? '').join(', '),
      named.types.get(activity.activityTypeId) ?? '',
      named.units.get(activity.unitId) ?? '',
      wordOf(language, 'list_mode', activity.mode),
      activity.setting === null ? '' : wordOf(language, 'list_setting', activity.setting),
      activity.durationMin,
      activity.participantsCount,
      yesNo(activity.newParticipants),
      decimal(activity.travelKm, language),
      activity.tollNok ?? '',
      activity.outlayNok ?? '',
      yesNo(activity.countable),
      activity.countableReasons.map((reason) => wordOf(language, 'list_reason', reason)).join(', '),
      activity.note,
      wordOf(language, 'list_state', recordState(context.database, 'activities', id)),
    ]);
  };
}

function nameOf({ mentors, types, units }: Reference, language: Language) {
  return {
    mentors: new Map(mentors.map(({ id, displayName }) => [id, displayName])),
    types: new Map(types.map(({ id, label }) => [id, label[language]])),
    units: new Map(units.map(({ id, name }) => [id, name])),
  };
}

/** As a spreadsheet of the language reads it. */
function decimal(value: number | null, language: Language): string {
  if (value === null) return '';
  return language === 'en' ? String(value) : String(value).replace('.', ',');
}
