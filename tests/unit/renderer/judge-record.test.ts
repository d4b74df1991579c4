import { expect, test } from 'vitest';
import { changesOf, faultsOf, typedFrom } from '../../../src/renderer/screens/record/judge-record';
import type { Activity } from '../../../src/shared/contracts/activity';

const today = '2026-11-22';
const activity: Activity = {
  id: 'a',
  revision: 3,
  unitId: 'u',
  batchId: null,
  occurredOn: '2026-11-20',
  activityTypeId: 't',
  mode: 'in_person',
  setting: null,
  durationMin: 60,
  participantsCount: 3,
  newParticipants: null,
  municipalityCode: null,
  mentors: [
    { peerMentorId: 'kari', role: 'responsible' },
    { peerMentorId: 'ola', role: 'with' },
  ],
  contactId: null,
  travelKm: 12.5,
  tollNok: null,
  outlayNok: 40,
  note: 'as it was',
  countable: true,
  countableReasons: [],
  rulesVersion: 1,
  reportingYear: 2026,
};
const typed = typedFrom(activity);

test('an untouched form has no faults and changes nothing', () => {
  expect(faultsOf(typed, today)).toEqual({});
  expect(changesOf(typed, activity)).toEqual({});
});

test('only what she changed is sent', () => {
  const next = { ...typed, durationMin: ' 45', travelKm: '', note: ' as it was ', setting: 'home' as const };
  expect(changesOf(next, activity)).toEqual({ durationMin: 45, travelKm: null, setting: 'home' });
});

test('who becomes responsible was not there as well', () => {
  expect(changesOf({ ...typed, responsible: 'ola' }, activity)).toEqual({
    mentors: [{ peerMentorId: 'ola', role: 'responsible' }],
  });
});

test.each([
  ['occurredOn', '2026-11-23', 'date_wrong'],
  ['occurredOn', '', 'date_wrong'],
  ['durationMin', '9x', 'duration_wrong'],
  ['durationMin', '721', 'duration_wrong'],
  ['durationMin', '', 'duration_wrong'],
  ['participantsCount', '-1', 'participants_wrong'],
  ['participantsCount', '201', 'participants_wrong'],
  ['responsible', '', 'mentor_missing'],
  ['travelKm', '1000,5', 'km_wrong'],
  ['travelKm', '1e3', 'km_wrong'],
  ['tollNok', '12,50', 'kroner_wrong'],
  ['outlayNok', '20001', 'kroner_wrong'],
  ['note', 'x'.repeat(281), 'note_wrong'],
] as const)('%s that says "%s" is %s', (field, value, code) => {
  expect(faultsOf({ ...typed, [field]: value }, today)).toEqual({ [field]: code });
});

test.each([
  ['durationMin', '720'],
  ['participantsCount', '0'],
  ['travelKm', '0,5'],
  ['tollNok', ''],
  ['outlayNok', '20000'],
] as const)('%s may say "%s"', (field, value) => {
  expect(faultsOf({ ...typed, [field]: value }, today)).toEqual({});
});
