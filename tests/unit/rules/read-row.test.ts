import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { activityFields } from '../../../src/shared/contracts/activity';
import { type Cells, cellKeys } from '../../../src/shared/contracts/drafts';
import { isEmptyRow, type RowToRead, readRow } from '../../../src/shared/rules/read-row';
import { rowProblemCodes } from '../../../src/shared/rules/row-problem-codes';
import {
  goodCells,
  header,
  idOf,
  mentor,
  mentorOf,
  phoneTalk,
  reference,
  round,
  today,
  typeOf,
  unitId,
  visit,
} from './batch-fixture';

function read(cells: Cells, over: Partial<RowToRead> = {}) {
  return readRow({
    cells: { ...goodCells, ...cells },
    header,
    reference,
    today,
    lockedYears: [2024],
    ...over,
  });
}

function codes(cells: Cells, over: Partial<RowToRead> = {}) {
  return read(cells, over).problems.map(({ field, severity, code }) => `${field} ${severity} ${code}`);
}

describe('readRow', () => {
  it('takes a whole name for the only one that has it', () => {
    const { fields } = read({ mentor: mentor.displayName.toUpperCase(), type: visit.label.nb });
    expect(fields?.mentors[0]?.peerMentorId).toBe(mentor.id);
    expect(fields?.activityTypeId).toBe(visit.id);
  });

  it('does not choose between two of one name', () => {
    const twin = { ...mentor, id: idOf(777) };
    const twins = { ...reference, mentors: [...reference.mentors, twin] };
    expect(codes({ mentor: mentor.displayName }, { reference: twins })).toEqual([
      'mentor error mentor_unknown',
    ]);
  });

  it('reads a whole row as a registration', () => {
    const cells = {
      newParticipants: 'ja',
      contact: idOf(301),
      km: '12,5',
      tolls: '60',
      outlay: '100 kr',
      note: 'Fint',
    };
    expect(read({ ...cells, setting: 'home' })).toEqual({
      problems: [],
      fields: {
        unitId,
        batchId: null,
        occurredOn: '2026-11-12',
        activityTypeId: visit.id,
        mode: 'in_person',
        setting: 'home',
        durationMin: 90,
        participantsCount: 2,
        newParticipants: true,
        municipalityCode: null,
        mentors: [{ peerMentorId: mentor.id, role: 'responsible' }],
        contactId: idOf(301),
        travelKm: 12.5,
        tollNok: 60,
        outlayNok: 100,
        note: 'Fint',
      },
    });
  });

  it('takes an empty cell from the header, and a filled one from the row', () => {
    const shared = { ...header, values: { date: '1.11', participants: '7', duration: '45' } };
    const { fields } = read({ date: ' ', participants: '', duration: '60' }, { header: shared });
    expect(fields).toMatchObject({ occurredOn: '2026-11-01', participantsCount: 7, durationMin: 60 });
  });

  it('takes mode and duration from the type when nobody says them', () => {
    const { fields } = read({ type: phoneTalk.id, duration: '' });
    expect(fields).toMatchObject({ mode: 'phone', durationMin: 30 });
  });

  it('never makes up a number of participants', () => {
    expect(codes({ participants: '' })).toEqual(['participants error participants_missing']);
  });

  it('names everything that is missing in an empty row', () => {
    const { fields, problems } = readRow({ cells: {}, header, reference, today, lockedYears: [] });
    expect(fields).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual([
      'date_missing',
      'mentor_missing',
      'type_missing',
      'participants_missing',
    ]);
  });

  test.each<[string, Cells, string[]]>([
    ['text for a mentor', { mentor: 'Kar' }, ['mentor error mentor_unknown']],
    ['a date not understood', { date: 'x' }, ['date error date_not_understood']],
    ['a date not real', { date: '31.2' }, ['date error date_not_real']],
    ['a date to come', { date: '1.1.27' }, ['date error date_in_future']],
    ['tomorrow', { date: '+1' }, ['date error date_in_future']],
    ['90 days ago', { date: '23.8' }, []],
    ['91 days ago', { date: '22.8' }, ['date warning date_old']],
    ['a locked year', { date: '1.5.24' }, ['date error year_locked']],
    ['an unknown type', { type: 'be' }, ['type error type_unknown']],
    ['an unknown mode', { mode: 'røyk' }, ['mode error mode_unknown']],
    ['an unknown setting', { setting: 'månen' }, ['setting error setting_unknown']],
    ['a duration not understood', { duration: '9x' }, ['duration error duration_not_understood']],
    ['no minutes', { duration: '0' }, ['duration error duration_out_of_range']],
    ['721 minutes', { duration: '721' }, ['duration error duration_out_of_range']],
    ['480 minutes', { duration: '480' }, []],
    ['481 minutes', { duration: '481' }, ['duration warning duration_long']],
    [
      'participants not understood',
      { participants: 'to' },
      ['participants error participants_not_understood'],
    ],
    ['201 participants', { participants: '201' }, ['participants error participants_out_of_range']],
    ['nobody on a visit', { participants: '0' }, ['participants error participants_zero']],
    ['nobody on a round', { participants: '0', type: round.id }, []],
    ['no answer', { newParticipants: 'kanskje' }, ['newParticipants error new_participants_unknown']],
    ['an unknown contact', { contact: 'Per' }, ['contact error contact_unknown']],
    ['km not understood', { km: 'langt' }, ['km error km_not_understood']],
    ['1,001 km', { km: '1001' }, ['km error km_out_of_range']],
    ['tolls out of range', { tolls: '20001' }, ['tolls error tolls_out_of_range']],
    ['negative outlay', { outlay: '-1' }, ['outlay error outlay_out_of_range']],
    ['travel to the phone', { mode: 'phone', km: '10' }, ['km warning travel_without_meeting']],
    ['0 km to the phone', { mode: 'phone', km: '0' }, []],
    ['281 characters', { note: 'a'.repeat(281) }, ['note error note_too_long']],
    ['an identity number', { note: 'fnr 01017012345' }, ['note warning note_identity_number']],
    ['a phone number', { note: 'ring 912 34 567' }, ['note warning note_phone']],
    ['an e-mail address', { note: 'kari@example.no' }, ['note warning note_email']],
    ['a street address', { note: 'bor i Storgata 12B' }, ['note warning note_address']],
    ['a diagnosis', { note: 'har Parkinsons sykdom' }, ['note warning note_diagnosis']],
    ['a harmless note', { note: 'Snakket om høreapparat i 45 min, kl. 12.30 den 12.3.2026' }, []],
  ])('%s', (_name, cells, expected) => {
    const reading = read(cells);
    expect(codes(cells)).toEqual(expected);
    expect(reading.fields === null).toBe(expected.some((line) => line.includes(' error ')));
  });

  it('warns of a mentor who has stopped or was not approved on the day, and leaves it to the server', () => {
    const stopped = mentorOf(2, { active: false });
    const later = mentorOf(3, { approvedFrom: '2026-11-13' });
    const known = { ...reference, mentors: [stopped, later] };
    expect(codes({ mentor: stopped.id }, { reference: known })).toEqual(['mentor warning mentor_inactive']);
    expect(codes({ mentor: later.id }, { reference: known })).toEqual(['mentor warning mentor_not_approved']);
    expect(codes({ mentor: later.id, date: '13' }, { reference: known })).toEqual([]);
  });

  it('refuses a type outside its time and a unit outside the scope', () => {
    const old = typeOf(9, { validTo: '2026-10-31' });
    expect(codes({ type: old.id }, { reference: { ...reference, types: [old] } })).toEqual([
      'type error type_not_valid',
    ]);
    expect(codes({}, { reference: { ...reference, units: [] } })).toEqual(['unit error unit_unknown']);
  });

  const anyCells = fc.record(
    Object.fromEntries(
      cellKeys.map((key) => [
        key,
        fc.oneof(fc.string(), fc.constantFrom(mentor.id, visit.id, '12', '60', '2', 'phone')),
      ]),
    ),
    { requiredKeys: [] },
  ) as fc.Arbitrary<Cells>;

  it('answers fields that keep the contract exactly when there is no error, whatever is typed', () => {
    fc.assert(
      fc.property(anyCells, fc.boolean(), (cells, filled) => {
        const reading = readRow({
          cells: filled ? { ...cells, ...goodCells } : cells,
          header,
          reference,
          today,
          lockedYears: [],
        });
        const blocked = reading.problems.some(({ severity }) => severity === 'error');
        expect(reading.fields === null).toBe(blocked);
        if (reading.fields) expect(activityFields.safeParse(reading.fields).error).toBeUndefined();
        for (const { code } of reading.problems) expect(rowProblemCodes).toContain(code);
      }),
    );
  });
});

describe('isEmptyRow', () => {
  it('looks at what was typed and at nothing else', () => {
    expect(isEmptyRow({})).toBe(true);
    expect(isEmptyRow({ note: '  ' })).toBe(true);
    expect(isEmptyRow({ note: 'x' })).toBe(false);
  });
});

describe('mentors together', () => {
  const others = [mentorOf(2), mentorOf(3)];
  const many = { reference: { ...reference, mentors: [mentor, ...others] } };
  const ids = others.map(({ id }) => id);

  it('are one registration with one responsible', () => {
    expect(read({ with: ids.join(';') }, many).fields?.mentors).toEqual([
      { peerMentorId: mentor.id, role: 'responsible' },
      ...ids.map((peerMentorId) => ({ peerMentorId, role: 'with' })),
    ]);
  });

  it('are told of where one is unknown, and where the responsible stands among them', () => {
    expect(codes({ with: `${ids[0]};Kar` }, many)).toEqual(['with error with_unknown']);
    expect(codes({ with: `${ids[0]};${mentor.id}` }, many)).toEqual(['with warning with_responsible']);
    expect(read({ with: `${ids[0]};${mentor.id}` }, many).fields?.mentors).toHaveLength(2);
  });

  it('are warned of when they have left, and too many are too many', () => {
    const left = { reference: { ...reference, mentors: [mentor, mentorOf(2, { active: false })] } };
    expect(codes({ with: ids[0] ?? '' }, left)).toEqual(['with warning with_inactive']);
    const crowd = Array.from({ length: 20 }, (_, index) => mentorOf(index + 2));
    const all = { reference: { ...reference, mentors: [mentor, ...crowd] } };
    expect(codes({ with: crowd.map(({ id }) => id).join(';') }, all)).toEqual(['with error with_too_many']);
  });
});

test('several days in one cell are an error that the app can mend', () => {
  expect(codes({ date: '12-14.3' })).toEqual(['date error date_several_days']);
});
