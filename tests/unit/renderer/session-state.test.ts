import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeFor, stepFrom } from '../../../src/renderer/screens/batch/grid-commands';
import { gridCommandOf, keyPressOf } from '../../../src/renderer/screens/batch/keys';
import { nextProblem } from '../../../src/renderer/screens/batch/next-problem';
import {
  blankRow,
  contentOf,
  filledRows,
  nextStepNumber,
  openSession,
  positionAfter,
  reduceSession,
  type SessionAction,
  type SessionState,
} from '../../../src/renderer/screens/batch/session-state';
import type { DraftSession, DraftStep, StepWay } from '../../../src/shared/contracts/drafts';
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
  past: [],
  future: [],
  openedAt: 1,
  updatedAt: 1,
  recovered: true,
};

function stateAfter(...actions: SessionAction[]): SessionState {
  return actions.reduce(reduceSession, openSession(stored, 'spare'));
}

const first = contentOf({ ...blankRow('a', 1), cells: { note: 'first' } });
const at = (position: number, note: string) => contentOf({ ...blankRow('a', position), cells: { note } });
const step: DraftStep = {
  number: 1,
  rows: [{ id: 'a', before: first, after: { ...first, cells: { note: 'changed' } } }],
  header: null,
  focus: null,
};
const stepped = (step: DraftStep, way: StepWay = 'do'): SessionAction => ({
  kind: 'stepped',
  step,
  way,
  spare: blankRow('spare', 1),
});
const notes = (state: SessionState) => state.rows.map(({ id, cells }) => `${id} ${cells.note ?? ''}`);

describe('a step that only moves rows', () => {
  const sort: DraftStep = {
    number: 1,
    rows: [],
    moves: [
      ['a', 1, 2],
      ['b', 2, 1],
    ],
    header: null,
    focus: null,
  };

  it('puts them in their new places and back, and keeps what was typed in them meanwhile', () => {
    const sorted = stateAfter(stepped(sort));
    expect(notes(sorted)).toEqual(['b second', 'a first']);
    const again: DraftStep = {
      ...step,
      number: 2,
      rows: step.rows.map((row) => ({ ...row, before: at(2, 'first'), after: at(2, 'changed') })),
    };
    const changed = reduceSession(sorted, stepped(again));
    expect(notes(changed)).toEqual(['b second', 'a changed']);
    const back = [stepped(again, 'undo'), stepped(sort, 'undo')].reduce(reduceSession, changed);
    expect(notes(back)).toEqual(['a first', 'b second']);
    expect(notes(reduceSession(back, stepped(sort, 'redo')))).toEqual(['b second', 'a first']);
  });

  it('leaves alone a row that is gone', () => {
    const gone = stateAfter(
      stepped({ ...step, rows: [{ id: 'a', before: first, after: null }] }),
      stepped(sort),
    );
    expect(notes(gone)).toEqual(['b second']);
  });
});

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
    const done = stateAfter(stepped(step));
    expect([notes(done)[0], done.past, done.future]).toEqual(['a changed', [step], []]);
    const undone = reduceSession(done, stepped(step, 'undo'));
    expect([notes(undone)[0], undone.past, undone.future]).toEqual(['a first', [], [step]]);
    const redone = reduceSession(undone, stepped(step, 'redo'));
    expect([notes(redone)[0], redone.past, redone.future]).toEqual(['a changed', [step], []]);
    const other = { ...step, number: 2 };
    expect(reduceSession(undone, stepped(other))).toMatchObject({ past: [other], future: [] });
  });

  it('takes in many rows as one step, and takes them away as one', () => {
    const added = ['x', 'y', 'z'].map((id, index) => ({
      id,
      before: null,
      after: contentOf({ ...blankRow(id, 1.25 + index / 4), cells: { note: id } }),
    }));
    const taken: DraftStep = { ...step, rows: added };
    const state = stateAfter(stepped(taken));
    expect(notes(state)).toEqual(['a first', 'x x', 'y y', 'z z', 'b second']);
    expect(notes(reduceSession(state, stepped(taken, 'undo')))).toEqual(['a first', 'b second']);
  });

  it('does and undoes a change of the header', () => {
    const after = { ...header, values: { date: '1.3' } };
    const headed: DraftStep = { ...step, rows: [], header: { before: header, after } };
    const state = stateAfter(stepped(headed));
    expect(state.header).toEqual(after);
    expect(reduceSession(state, stepped(headed, 'undo')).header).toEqual(header);
  });

  it('keeps only so many steps', () => {
    const many = Array.from({ length: 250 }, (_, index) => stepped({ ...step, number: index + 1 }));
    const { past } = stateAfter(...many);
    expect([past.length, past.at(-1)?.number]).toEqual([200, 250]);
    expect(nextStepNumber(stateAfter(...many))).toBe(251);
  });

  it('leaves a blank row when the last one is removed, and moves to the neighbour', () => {
    const remove = (id: string) => stepped({ ...step, rows: [{ id, before: first, after: null }] });
    expect(stateAfter(remove('b')).active).toEqual({ rowId: 'a', cell: 'duration' });
    const none = stateAfter(remove('b'), remove('a'));
    expect(none.rows).toEqual([blankRow('spare', 1)]);
    expect(none.active.rowId).toBe('spare');
  });

  it('claims a row is saved only when the answer has come', () => {
    const saving = stateAfter({ kind: 'saving', rowIds: ['a'] });
    expect(saving.unsaved).toEqual(new Set(['a']));
    expect(saving.savedAtMs).toBeNull();
    const failed = reduceSession(saving, { kind: 'failed', failure: 'disk_full' });
    expect(failed).toMatchObject({ failure: 'disk_full', savedAtMs: null });
    expect(failed.unsaved).toEqual(new Set(['a']));
    const saved = reduceSession(failed, { kind: 'saved', rowIds: ['a'], atMs: 5 });
    expect(saved).toMatchObject({ failure: null, savedAtMs: 5 });
    expect(saved.unsaved).toEqual(new Set());
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
          state = reduceSession(state, { kind: 'row_added', row });
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
    twin: null,
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
