import { type ActivityFields, activityModes, activitySettings } from '../contracts/activity';
import type { Contact } from '../contracts/contact';
import type { CellKey, Cells, RowProblem, SessionHeader } from '../contracts/drafts';
import type { PeerMentor } from '../contracts/peer-mentor';
import type { CalendarDate } from '../contracts/primitives';
import type { ActivityType, OrgUnit } from '../contracts/reference';
import { invariant } from './assert-never';
import { dayNumber, parseIsoDate } from './civil-day';
import { covers } from './covers';
import { inspectNote } from './inspect-note';
import { fold } from './rank-choices';
import { readDate } from './read-date';
import { readDays } from './read-days';
import { readDuration } from './read-duration';
import { type NumberReading, readDecimal, readWhole } from './read-number';
import { readWith } from './read-with';
import { readYesNo } from './read-yes-no';
import { type RowProblemCode, rowProblemOf } from './row-problem-codes';

export type RowReference = {
  units: readonly OrgUnit[];
  types: readonly ActivityType[];
  mentors: readonly PeerMentor[];
  contacts: readonly Contact[];
};

export type RowToRead = {
  cells: Cells;
  header: SessionHeader;
  reference: RowReference;
  today: CalendarDate;
  lockedYears: readonly number[];
};

export type RowReading = {
  /** Null when something about the row is an error. `batchId` is null: who stores the row knows it. */
  fields: ActivityFields | null;
  problems: RowProblem[];
};

/** Days after which a registration is late. */
const lateAfterDays = 90;

/**
 * Reads one row of the entry grid as a registration. An empty cell takes the header's value; then mode and duration
 * take the type's usual ones. A number of participants is never made up: it stands in the row or in the header.
 */
export function readRow(row: RowToRead): RowReading {
  const problems: RowProblem[] = [];
  const read: Read = {
    ...row,
    text: (cell) => cellText(row.cells, row.header, cell),
    report: (field, code) => {
      problems.push(rowProblemOf(field, code));
      return null;
    },
  };
  const fields = readFields(read);
  return { fields: problems.some(({ severity }) => severity === 'error') ? null : fields, problems };
}

/** Whether nothing was typed in a row; what it inherits does not count. */
export function isEmptyRow(cells: Cells): boolean {
  return Object.values(cells).every((text) => text === undefined || text.trim() === '');
}

/** What a cell says: its own text, or else the header's. */
export function cellText(cells: Cells, header: SessionHeader, cell: CellKey): string {
  return cells[cell]?.trim() || header.values[cell]?.trim() || '';
}

type Read = RowToRead & {
  text: (cell: CellKey) => string;
  /** Answers null, which is what a cell that cannot be read is read as. */
  report: (field: RowProblem['field'], code: RowProblemCode) => null;
};

function readFields(read: Read): ActivityFields | null {
  if (!read.reference.units.some(({ id }) => id === read.header.unitId)) read.report('unit', 'unit_unknown');
  const occurredOn = readOccurredOn(read);
  const mentor = readMentor(read, occurredOn);
  const others = readWith({
    typed: read.text('with'),
    responsible: mentor,
    on: occurredOn,
    mentors: read.reference.mentors,
    report: read.report,
  });
  const type = readType(read, occurredOn);
  const mode = readCode(read, 'mode', activityModes) ?? type?.defaultMode ?? null;
  const durationMin = readMinutes(read, type);
  const participantsCount = readParticipants(read, type);
  const setting = readCode(read, 'setting', activitySettings);
  const newParticipants = readNewParticipants(read);
  const contactId = readContact(read);
  const travel = readTravel(read, mode);
  const note = readNote(read);
  if (!occurredOn || !mentor || !type || !mode || durationMin === null || participantsCount === null)
    return null;
  return {
    unitId: read.header.unitId,
    batchId: null,
    occurredOn,
    activityTypeId: type.id,
    mode,
    setting,
    durationMin,
    participantsCount,
    newParticipants,
    municipalityCode: null,
    mentors: [{ peerMentorId: mentor.id, role: 'responsible' }, ...others],
    contactId,
    ...travel,
    note,
  };
}

function readOccurredOn({ text, report, today, lockedYears }: Read): CalendarDate | null {
  const typed = text('date');
  if (typed === '') return report('date', 'date_missing');
  const reading = readDate(typed, today);
  if (reading.kind !== 'date') {
    if (readDays(typed, today)) return report('date', 'date_several_days');
    return report('date', reading.kind === 'not_real' ? 'date_not_real' : 'date_not_understood');
  }
  const { date } = reading;
  if (date > today) report('date', 'date_in_future');
  else if (lockedYears.includes(Number(date.slice(0, 4)))) report('date', 'year_locked');
  else if (daysBetween(date, today) > lateAfterDays) report('date', 'date_old');
  return date;
}

function daysBetween(from: CalendarDate, to: CalendarDate): number {
  const start = parseIsoDate(from);
  const end = parseIsoDate(to);
  invariant(start && end, 'both are calendar dates');
  return dayNumber(end) - dayNumber(start);
}

function readMentor({ text, report, reference }: Read, on: CalendarDate | null): PeerMentor | null {
  const typed = text('mentor');
  const { mentors } = reference;
  const mentor =
    mentors.find(({ id }) => id === typed) ?? onlyOneNamed(mentors, typed, (one) => [one.displayName]);
  if (!mentor) report('mentor', typed === '' ? 'mentor_missing' : 'mentor_unknown');
  else if (!mentor.active) report('mentor', 'mentor_inactive');
  else if (on && !covers(mentor.approvedFrom, mentor.approvedTo, on)) report('mentor', 'mentor_not_approved');
  return mentor;
}

/** Somebody who left in the middle of picking has typed the whole name: it means the only one that has it. */
function onlyOneNamed<Any>(
  known: readonly Any[],
  typed: string,
  namesOf: (one: Any) => readonly string[],
): Any | null {
  const name = fold(typed);
  const named = name === '' ? [] : known.filter((one) => namesOf(one).some((each) => fold(each) === name));
  return named.length === 1 ? (named[0] ?? null) : null;
}

function readType({ text, report, reference }: Read, on: CalendarDate | null): ActivityType | null {
  const typed = text('type');
  const { types } = reference;
  const type =
    types.find(({ id }) => id === typed) ?? onlyOneNamed(types, typed, (one) => Object.values(one.label));
  if (!type) report('type', typed === '' ? 'type_missing' : 'type_unknown');
  else if (on && !covers(type.validFrom, type.validTo, on)) report('type', 'type_not_valid');
  return type;
}

function readCode<Code extends string>(
  { text, report }: Read,
  cell: 'mode' | 'setting',
  codes: readonly Code[],
): Code | null {
  const typed = text(cell);
  const code = codes.find((known) => known === typed) ?? null;
  if (!code && typed !== '') report(cell, `${cell}_unknown`);
  return code;
}

function readMinutes({ text, report }: Read, type: ActivityType | null): number | null {
  const typed = text('duration');
  if (typed === '') {
    // Without a type nobody knows yet whether there is a usual duration.
    if (!type) return null;
    return type.defaultDurationMin ?? report('duration', 'duration_missing');
  }
  const reading = readDuration(typed);
  if (reading.kind === 'not_understood') return report('duration', 'duration_not_understood');
  if (reading.minutes < 1 || reading.minutes > 720) report('duration', 'duration_out_of_range');
  else if (reading.minutes > 480) report('duration', 'duration_long');
  return reading.minutes;
}

function readParticipants({ text, report }: Read, type: ActivityType | null): number | null {
  const typed = text('participants');
  if (typed === '') return report('participants', 'participants_missing');
  const reading = readWhole(typed);
  if (reading.kind === 'not_understood') return report('participants', 'participants_not_understood');
  if (reading.value < 0 || reading.value > 200) report('participants', 'participants_out_of_range');
  else if (reading.value === 0 && type && !type.allowsZeroParticipants)
    report('participants', 'participants_zero');
  return reading.value;
}

function readNewParticipants({ text, report }: Read): boolean | null {
  const typed = text('newParticipants');
  const answer = readYesNo(typed);
  if (answer === null && typed !== '') report('newParticipants', 'new_participants_unknown');
  return answer;
}

function readContact({ text, report, reference }: Read): string | null {
  const typed = text('contact');
  if (typed === '') return null;
  if (!reference.contacts.some(({ id }) => id === typed)) report('contact', 'contact_unknown');
  return typed;
}

function readTravel(read: Read, mode: ActivityFields['mode'] | null) {
  const travelKm = readAmount(read, 'km', { most: 1000, reader: readDecimal });
  const tollNok = readAmount(read, 'tolls', { most: 20_000, reader: readWhole });
  const outlayNok = readAmount(read, 'outlay', { most: 20_000, reader: readWhole });
  const travelled = (travelKm ?? 0) > 0 ? 'km' : (tollNok ?? 0) > 0 ? 'tolls' : null;
  if (mode !== null && mode !== 'in_person' && travelled) read.report(travelled, 'travel_without_meeting');
  return { travelKm, tollNok, outlayNok };
}

function readAmount(
  { text, report }: Read,
  cell: 'km' | 'tolls' | 'outlay',
  { most, reader }: { most: number; reader: (text: string) => NumberReading },
): number | null {
  const typed = text(cell);
  if (typed === '') return null;
  const reading = reader(typed);
  if (reading.kind === 'not_understood') return report(cell, `${cell}_not_understood`);
  if (reading.value < 0 || reading.value > most) report(cell, `${cell}_out_of_range`);
  return reading.value;
}

function readNote({ text, report }: Read): string {
  const note = text('note');
  if (note.length > 280) report('note', 'note_too_long');
  for (const code of inspectNote(note)) report('note', code);
  return note;
}
