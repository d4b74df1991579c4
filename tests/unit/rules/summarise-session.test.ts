import { describe, expect, it } from 'vitest';
import type { ActivityFields } from '../../../src/shared/contracts/activity';
import { findDuplicates } from '../../../src/shared/rules/find-duplicates';
import { readRow } from '../../../src/shared/rules/read-row';
import { summariseSession } from '../../../src/shared/rules/summarise-session';
import { goodCells, header, phoneTalk, reference, round, today } from './batch-fixture';

function row(cells: object) {
  return readRow({ cells: { ...goodCells, ...cells }, header, reference, today, lockedYears: [] });
}

describe('summariseSession', () => {
  it('counts rows, hours, what counts for the grant and what stands in the way', () => {
    const rows = [row({}), row({ duration: '500' }), row({ type: phoneTalk.id }), row({ mentor: 'Kar' })];
    const judge = ({ mode }: ActivityFields) =>
      mode === 'in_person' ? { countable: true, reasons: [] } : { countable: false, reasons: ['mode'] };
    expect(summariseSession(rows, judge)).toEqual({
      rows: 4,
      ready: 3,
      errors: 1,
      warnings: 1,
      minutes: 90 + 500 + 90,
      counts: 2,
      doesNotCount: 1,
      reasons: { mode: 1 },
    });
  });

  it('is all zero for no rows', () => {
    expect(summariseSession([], () => ({ countable: true, reasons: [] }))).toMatchObject({
      rows: 0,
      minutes: 0,
    });
  });
});

describe('findDuplicates', () => {
  const find = (...cells: object[]) =>
    Object.fromEntries(
      findDuplicates(
        cells.map((own, index) => ({ rowId: `${index + 1}`, fields: row(own).fields })),
        reference.types,
      ),
    );

  it('points from the later row to the earlier one', () => {
    expect(find({}, {}, {})).toEqual({ 2: '1', 3: '1' });
  });

  it('takes another type of the same category as the same only when it lasted about as long', () => {
    expect(find({ duration: '60' }, { duration: '75', type: round.id })).toEqual({ 2: '1' });
    expect(find({ duration: '60' }, { duration: '76', type: round.id })).toEqual({});
  });

  it('takes another type of the same category as the same when both were in one municipality', () => {
    const long = { ...row({ duration: '60' }).fields, municipalityCode: '0301' } as ActivityFields;
    const short = { ...row({ duration: '90', type: round.id }).fields } as ActivityFields;
    const pair = (municipalityCode: string | null) =>
      findDuplicates(
        [
          { rowId: '1', fields: long },
          { rowId: '2', fields: { ...short, municipalityCode } },
        ],
        reference.types,
      ).size;
    expect([pair('0301'), pair('4601'), pair(null)]).toEqual([1, 0, 0]);
  });

  it('leaves other days, other categories, rows with errors and rows with new participants alone', () => {
    expect(
      find({}, { date: '13' }, { type: phoneTalk.id }, { duration: '9x' }, { newParticipants: 'ja' }),
    ).toEqual({});
  });
});
