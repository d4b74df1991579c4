import { expect, test } from 'vitest';
import { shownTitle } from '../../../src/renderer/components/shown-date';
import { beginningOf, cellsBeingTyped, withCell } from '../../../src/renderer/screens/batch/row-cells';
import { blankRow, openSession } from '../../../src/renderer/screens/batch/session-state';

const header = { unitId: 'unit', values: { date: '2026-11-20', type: 'group' }, pinned: [] };

test('a cell that is emptied is no cell any more', () => {
  expect(withCell({ mentor: 'anna', duration: '60' }, 'duration', '')).toEqual({ mentor: 'anna' });
  expect(withCell({ duration: '60' }, 'mentor', 'anna')).toEqual({ mentor: 'anna', duration: '60' });
});

test('a blank row begins where rows begin; another at what must be filled in and is missing', () => {
  expect(beginningOf({}, header)).toBe('mentor');
  expect(beginningOf({ mentor: 'anna' }, header)).toBe('duration');
  expect(beginningOf({ mentor: 'anna', duration: '60' }, header)).toBe('participants');
  expect(beginningOf({ duration: '60', participants: '4' }, header)).toBe('mentor');
});

test('a row with nothing missing begins where rows begin', () => {
  expect(beginningOf({ mentor: 'anna', duration: '60', participants: '4' }, header)).toBe('mentor');
});

test('what is being typed belongs to its row only, and only while it is typed', () => {
  const session = {
    id: 'session',
    header,
    rows: [{ ...blankRow('one', 1), cells: { mentor: 'anna' }, updatedAt: 0 }],
    focus: { rowId: 'one', cell: 'duration' as const },
    openedAt: 0,
    updatedAt: 0,
    past: [],
    future: [],
    recovered: false,
  };
  const state = openSession(session, 'spare');
  expect(cellsBeingTyped(state, 'one')).toBeNull();
  const typing = { ...state, editing: { text: '6', manner: 'type' as const, option: -1 } };
  expect(cellsBeingTyped(typing, 'one')).toEqual({ mentor: 'anna', duration: '6' });
  expect(cellsBeingTyped(typing, 'two')).toBeNull();
});

test('a title shows its date as people write dates', () => {
  expect(shownTitle('Anna Berg · 2026-11-20')).toBe('Anna Berg · 20.11.2026');
  expect(shownTitle('Person 3')).toBe('Person 3');
});
