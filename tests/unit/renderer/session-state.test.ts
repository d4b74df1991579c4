import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeFor, stepFrom } from '../../../src/renderer/screens/batch/grid-commands';
import { gridCommandOf, keyPressOf } from '../../../src/renderer/screens/batch/keys';
import { nextProblem } from '../../../src/renderer/screens/batch/next-problem';
import {
  blankRow,
  filledRows,
  openSession,
  positionAfter,
  reduceSession,
  type SessionAction,
  type SessionState,
} from '../../../src/renderer/screens/batch/session-state';
import type { DraftSession } from '../../../src/shared/contracts/drafts';
import { rowProblemOf } from '../../../src/shared/rules/row-problem-codes';
import { header, idOf } from '../rules/batch-fixture';

const stored: DraftSession = {
  id: idOf(1),
  header,
  rows: [
    { ...blankRow('b', 2), cells: { note: 'second' }, updatedAt: 1 },
    { ...blankRow('a', 1), cells: { note: 'first' }, updatedAt: 1 },
  ],
  focus: { rowId: 'b', cell: 'duration' },
  openedAt: 1,
  updatedAt: 1,
  recovered: true,
};

function stateAfter(...actions: SessionAction[]): SessionState {
  return actions.reduce(reduceSession, openSession(stored, 'spare'));
}

const change: SessionAction = {
  kind: 'cells_set',
  place: { rowId: 'a', cell: 'note' },
  cells: { note: 'changed' },
  step: 'do',
};
const notes = (state: SessionState) => state.rows.map(({ id, cells }) => `${id} ${cells.note ?? ''}`);

describe('openSession', () => {
  it('shows the rows in order and returns to the cell where the person was', () => {
    const state = stateAfter();
    expect(notes(state)).toEqual(['a first', 'b second']);
    expect(state.active).toEqual({ rowId: 'b', cell: 'duration' });
  });

  it('begins with one blank row, at its first cell, when nothing is stored', () => {
    const state = openSession({ ...stored, rows: [], focus: null }, 'spare');
    expect(state.rows).toEqual([blankRow('spare', 1)]);
    expect(state.active).toEqual({ rowId: 'spare', cell: 'mentor' });
    expect(filledRows(state.rows)).toEqual([]);
  });

  it('does not return to a row that is gone', () => {
    const state = openSession({ ...stored, focus: { rowId: 'x', cell: 'km' } }, 'spare');
    expect(state.active).toEqual({ rowId: 'a', cell: 'mentor' });
  });
});

describe('reduceSession', () => {
  it('keeps a step for what was done, gives it to the other stack when undone, and forgets undone ones by a new one', () => {
    const undone: SessionAction = { ...change, cells: { note: 'first' }, step: 'undo' };
    expect(stateAfter(change).past).toEqual([
      { kind: 'cells', place: change.place, before: { note: 'first' }, after: { note: 'changed' } },
    ]);
    expect(stateAfter(change, undone)).toMatchObject({ past: [], future: [{ kind: 'cells' }] });
    expect(stateAfter(change, undone, { ...change, step: 'redo' })).toMatchObject({
      past: [{ kind: 'cells' }],
      future: [],
    });
    expect(stateAfter(change, undone, change).future).toEqual([]);
  });

  it('leaves a blank row when the last one is removed, and moves to the neighbour', () => {
    const remove = (rowId: string): SessionAction => ({
      kind: 'row_removed',
      rowId,
      spare: blankRow('spare', 1),
      step: 'do',
    });
    expect(stateAfter(remove('b')).active).toEqual({ rowId: 'a', cell: 'duration' });
    const none = stateAfter(remove('b'), remove('a'));
    expect(none.rows).toEqual([blankRow('spare', 1)]);
    expect(none.active.rowId).toBe('spare');
    expect(none.past.map(({ kind }) => kind)).toEqual(['removed', 'removed']);
  });

  it('claims a row is saved only when the answer has come', () => {
    const saving = stateAfter({ kind: 'saving', rowId: 'a' });
    expect(saving.unsaved).toEqual(new Set(['a']));
    expect(saving.savedAtMs).toBeNull();
    const failed = reduceSession(saving, { kind: 'failed', failure: 'disk_full' });
    expect(failed).toMatchObject({ failure: 'disk_full', savedAtMs: null });
    expect(failed.unsaved).toEqual(new Set(['a']));
    const saved = reduceSession(failed, { kind: 'saved', rowId: 'a', atMs: 5 });
    expect(saved).toMatchObject({ failure: null, savedAtMs: 5 });
    expect(saved.unsaved).toEqual(new Set());
  });

  it('forgets what the server said about a row once the row is changed', () => {
    const refused = { ...blankRow('c', 3), serverProblem: rowProblemOf('note', 'note_too_long') };
    const state = stateAfter({ kind: 'row_added', row: refused, step: 'none' });
    const changed = reduceSession(state, { ...change, place: { rowId: 'c', cell: 'note' } });
    expect(changed.rows.find(({ id }) => id === 'c')?.serverProblem).toBeNull();
  });
});

describe('positions', () => {
  it('put a row between its neighbours, wherever it is put', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), (picks) => {
        let state = stateAfter();
        for (const [index, pick] of picks.entries()) {
          const above = state.rows[pick % state.rows.length]?.id ?? '';
          const row = blankRow(`new-${index}`, positionAfter(state.rows, above));
          state = reduceSession(state, { kind: 'row_added', row, step: 'do' });
          const at = state.rows.findIndex(({ id }) => id === row.id);
          expect(state.rows[at - 1]?.id).toBe(above);
        }
      }),
    );
  });
});

describe('moving', () => {
  const pinned = { ...header, values: { date: '1', note: 'x' }, pinned: ['date' as const, 'note' as const] };
  const at = (rowId: string, cell: 'mentor' | 'type' | 'outlay') => ({
    ...stateAfter(),
    header: pinned,
    active: { rowId, cell },
  });

  it('steps through the cells that are not pinned and answers null at the ends', () => {
    expect(stepFrom(at('a', 'mentor'), 1)).toEqual({ rowId: 'a', cell: 'type' });
    expect(stepFrom(at('a', 'outlay'), 1)).toEqual({ rowId: 'b', cell: 'mentor' });
    expect(stepFrom(at('b', 'mentor'), -1)).toEqual({ rowId: 'a', cell: 'outlay' });
    expect(stepFrom(at('b', 'outlay'), 1)).toBeNull();
    expect(stepFrom(at('a', 'mentor'), -1)).toBeNull();
  });

  it('stays inside the grid with arrows and pages', () => {
    expect(placeFor(at('a', 'mentor'), { kind: 'move', rows: 10, columns: 0 })).toEqual({
      rowId: 'b',
      cell: 'mentor',
    });
    expect(placeFor(at('a', 'mentor'), { kind: 'move', rows: 0, columns: -1 })).toEqual({
      rowId: 'a',
      cell: 'mentor',
    });
    expect(placeFor(at('b', 'type'), { kind: 'to_edge', edge: 'first' })).toEqual({
      rowId: 'a',
      cell: 'mentor',
    });
  });
});

describe('keys', () => {
  const select = { manner: 'select', listOpen: false } as const;
  const press = (key: string, over: object = {}) => ({ key, ctrl: false, shift: false, alt: false, ...over });

  it('leave the caret keys to the field while its text is edited', () => {
    expect(gridCommandOf(press('ArrowLeft'), select)).toEqual({ kind: 'move', rows: 0, columns: -1 });
    expect(gridCommandOf(press('ArrowLeft'), { ...select, manner: 'edit' })).toBeNull();
  });

  it('move in an open list instead of the grid', () => {
    expect(gridCommandOf(press('ArrowDown'), { manner: 'type', listOpen: true })).toEqual({
      kind: 'option',
      by: 1,
    });
  });

  it('take AltGr for typing, and Cmd for Ctrl on a Mac only', () => {
    const event = { key: '@', ctrlKey: true, altKey: true, metaKey: false, shiftKey: false };
    expect(keyPressOf(event, false)).toEqual(press('@'));
    const cmd = { key: 'd', ctrlKey: false, altKey: false, metaKey: true, shiftKey: false };
    expect(keyPressOf(cmd, true).ctrl).toBe(true);
    expect(keyPressOf(cmd, false).ctrl).toBe(false);
  });
});

describe('nextProblem', () => {
  const view = (id: string, ...problems: ReturnType<typeof rowProblemOf>[]) => ({
    row: blankRow(id, 1),
    fields: null,
    problems,
    verdict: null,
    twinId: null,
  });
  const rows = [
    view('a', rowProblemOf('duration', 'duration_not_understood'), rowProblemOf('date', 'date_old')),
    view('b'),
    view('c', rowProblemOf('type', 'type_missing')),
  ];

  it('walks in reading order and around the end, both ways', () => {
    const from = (rowId: string, cell: 'mentor' | 'date' | 'duration' | 'type') => ({ rowId, cell });
    expect(nextProblem(rows, from('a', 'mentor'), 1)).toEqual({ place: from('a', 'date'), wrapped: false });
    expect(nextProblem(rows, from('a', 'date'), 1)).toEqual({ place: from('a', 'duration'), wrapped: false });
    expect(nextProblem(rows, from('a', 'duration'), 1)).toEqual({ place: from('c', 'type'), wrapped: false });
    expect(nextProblem(rows, from('c', 'type'), 1)).toEqual({ place: from('a', 'date'), wrapped: true });
    expect(nextProblem(rows, from('a', 'date'), -1)).toEqual({ place: from('c', 'type'), wrapped: true });
    expect(nextProblem([view('a')], from('a', 'date'), 1)).toBeNull();
  });
});
