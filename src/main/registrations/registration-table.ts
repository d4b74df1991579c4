import type { Activity } from '../../shared/contracts/activity';
import type { CellValue } from '../../shared/rules/csv-cell';
import type { Speech, WordKey } from '../../shared/rules/words';
import { readRecord } from '../database/records';
import type { TableColumn, TableRow } from '../files/table';
import type { Context } from './context';
import { readReference } from './read-reference';
import { recordState } from './record-state';

type Names = Record<'mentors' | 'types' | 'units', ReadonlyMap<string, string>>;
type Registration = { activity: Activity; state: string; names: Names; speech: Speech };
type Column = {
  key: WordKey;
  kind?: TableColumn['kind'];
  wide?: true;
  value(registration: Registration): CellValue;
};

/** A registration as a line of a table, in the same columns whichever file it goes to. */
const columns: Column[] = [
  { key: 'trail_field.occurredOn', value: ({ activity }) => activity.occurredOn },
  { key: 'trail_field.mentors', wide: true, value: mentorNames },
  {
    key: 'trail_field.activityTypeId',
    value: ({ activity, names }) => names.types.get(activity.activityTypeId) ?? null,
  },
  { key: 'trail_field.unitId', value: ({ activity, names }) => names.units.get(activity.unitId) ?? null },
  { key: 'trail_field.mode', value: ({ activity, speech }) => speech.wordFor('list_mode', activity.mode) },
  {
    key: 'trail_field.setting',
    value: ({ activity, speech }) => activity.setting && speech.wordFor('list_setting', activity.setting),
  },
  { key: 'trail_field.durationMin', kind: 'whole', value: ({ activity }) => activity.durationMin },
  {
    key: 'trail_field.participantsCount',
    kind: 'whole',
    value: ({ activity }) => activity.participantsCount,
  },
  {
    key: 'trail_field.newParticipants',
    value: ({ activity, speech }) => yesNo(activity.newParticipants, speech),
  },
  { key: 'trail_field.travelKm', kind: 'tenths', value: ({ activity }) => activity.travelKm },
  { key: 'trail_field.tollNok', kind: 'whole', value: ({ activity }) => activity.tollNok },
  { key: 'trail_field.outlayNok', kind: 'whole', value: ({ activity }) => activity.outlayNok },
  { key: 'list.countable', value: ({ activity, speech }) => yesNo(activity.countable, speech) },
  {
    key: 'list.reasons',
    wide: true,
    value: ({ activity, speech }) =>
      activity.countableReasons.map((reason) => speech.wordFor('list_reason', reason)).join(', '),
  },
  { key: 'trail_field.note', wide: true, value: ({ activity }) => activity.note },
  { key: 'list.state', value: ({ state, speech }) => speech.wordFor('list_state', state) },
];

export type RegistrationTable = {
  columns: TableColumn[];
  /** The line of one registration; null when it is not there. */
  rowOf(id: string): TableRow | null;
};

/** What is on this computer at this moment, in the words of `speech`. */
export function registrationTable(context: Context, speech: Speech): RegistrationTable {
  const names = readNames(context, speech);
  return {
    columns: columns.map(({ key, kind = 'text', wide = false }) => ({ label: speech.say(key), kind, wide })),
    rowOf(id) {
      const activity = readRecord(context.database, 'activities', id) as Activity | null;
      if (!activity) return null;
      const state = recordState(context.database, 'activities', id);
      return columns.map(({ value }) => value({ activity, state, names, speech }));
    },
  };
}

function readNames(context: Context, { language }: Speech): Names {
  const { mentors, types, units } = readReference(context);
  return {
    mentors: new Map(mentors.map(({ id, displayName }) => [id, displayName])),
    types: new Map(types.map(({ id, label }) => [id, label[language]])),
    units: new Map(units.map(({ id, name }) => [id, name])),
  };
}

/** Who was responsible first. */
function mentorNames({ activity, names }: Registration): string {
  return [...activity.mentors]
    .sort((one, other) => Number(one.role === 'with') - Number(other.role === 'with'))
    .map(({ peerMentorId }) => names.mentors.get(peerMentorId) ?? '–')
    .join(', ');
}

function yesNo(value: boolean | null, { say }: Speech): CellValue {
  return value === null ? null : say(value ? 'list.yes' : 'list.no');
}
