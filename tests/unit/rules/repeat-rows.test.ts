import { expect, test } from 'vitest';
import { repeatRows } from '../../../src/shared/rules/repeat-rows';
import { rowsOfTemplate } from '../../../src/shared/rules/rows-of-template';
import { goodCells, header, mentor, phoneTalk, visit } from './batch-fixture';

const earlier = [
  { ...goodCells, note: 'that day', km: '12' },
  { ...goodCells, type: phoneTalk.id },
];
const lasting = { mentor: mentor.id, type: visit.id, duration: '1t30' };

test('keeps who and what, and asks anew for what belonged to that day', () => {
  expect(repeatRows(earlier, { rows: [], header })).toEqual([lasting, { ...lasting, type: phoneTalk.id }]);
});

test('puts nothing beside a row that stands there already, however often it is repeated', () => {
  const [first = {}, second = {}] = repeatRows(earlier, { rows: [], header });
  expect(repeatRows(earlier, { rows: [first], header })).toEqual([second]);
  expect(repeatRows(earlier, { rows: [first, second], header })).toEqual([]);
  const twice = [...earlier, goodCells];
  expect(repeatRows(twice, { rows: [first], header })).toHaveLength(2);
});

test('leaves to the header what the header says, so that a change there reaches the rows', () => {
  const shared = { ...header, values: { type: visit.id, duration: '1t30' } };
  expect(repeatRows([goodCells], { rows: [], header: shared })).toEqual([{ mentor: mentor.id }]);
  expect(repeatRows([goodCells], { rows: [{ mentor: mentor.id }], header: shared })).toEqual([]);
});

test('a template is a row for each of its mentors, with its own values where the session has others', () => {
  const own = { ...header, values: { type: visit.id, duration: '45' } };
  const template = { header: own, mentorIds: [mentor.id] };
  expect(rowsOfTemplate(template, { rows: [], header: own })).toEqual([{ mentor: mentor.id }]);
  expect(rowsOfTemplate(template, { rows: [], header })).toEqual([
    { mentor: mentor.id, type: visit.id, duration: '45' },
  ]);
});
